package dk.slettefrist.flag;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dk.slettefrist.platform.DomainException;

/** How flags go, in figures: an operator waits for each. */
@ApplicationScoped
class FlagMeters {

    private final MeterRegistry registry;

    FlagMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Times and counts a whole answer.
     *
     * @param action {@code flag} or {@code unflag}
     */
    <T> T counted(String action, Supplier<T> answer) {
        Timer.Sample begun = Timer.start();
        String outcome = "internal";
        try {
            T result = answer.get();
            outcome = "done";
            return result;
        } catch (DomainException e) {
            outcome = e.kind();
            throw e;
        } finally {
            begun.stop(Timer.builder("slettefrist.flags")
                    .description("Flags set and taken back, and how long they took; gone: it was too late")
                    .tags("action", action, "outcome", outcome)
                    .publishPercentileHistogram()
                    .register(registry));
        }
    }
}
