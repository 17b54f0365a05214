package dk.slettefrist.ingest;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.Config;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.EmbeddedUsers;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.Sources;

/** What came of the recordings that a source delivered, in figures. Sources are those of the settings, so there are few. */
@ApplicationScoped
class IntakeMeters {

    /** What alarms look at. */
    private static final List<String> FROM_THE_START = List.of("stored", "late", "unavailable", "internal");

    private final MeterRegistry registry;

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of a source that has not delivered yet it is known, too, that it has not: its figures begin at 0, not with its first recording. */
    void register(@Observes StartupEvent event, Sources sources, Config config) {
        Stream.concat(sources.all().stream().map(Source::name), EmbeddedUsers.inRole(config, "pbx").stream())
                .forEach(source -> {
                    bytes(source);
                    FROM_THE_START.forEach(outcome -> recordings(source, outcome));
                });
    }

    /** Counts what becomes of one recording. */
    Receipt counted(String source, Supplier<Receipt> delivery) {
        String outcome = "internal";
        try {
            Receipt receipt = delivery.get();
            outcome = receipt.created() ? "stored" : "repeated";
            if (receipt.created()) {
                bytes(source).increment(receipt.recording().sizeBytes());
            }
            return receipt;
        } catch (DomainException e) {
            outcome = e.kind();
            throw e;
        } finally {
            recordings(source, outcome).increment();
        }
    }

    private Counter recordings(String source, String outcome) {
        return Counter.builder("slettefrist.recordings")
                .description("Recordings delivered: stored, repeated, or why they were not stored")
                .tags("source", source, "outcome", outcome)
                .register(registry);
    }

    private Counter bytes(String source) {
        return Counter.builder("slettefrist.recordings.stored")
                .description("Sound that was stored")
                .baseUnit("bytes")
                .tag("source", source)
                .register(registry);
    }
}
