package dk.slettefrist.flag;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.recording.RecordingView;
import dk.slettefrist.telemetry.RecordingTraces;
import dk.slettefrist.telemetry.Step;

/** How flags go, in figures and traces: an operator waits for each. */
@ApplicationScoped
class FlagMeters {

    private final MeterRegistry registry;
    private final RecordingTraces traces;

    FlagMeters(MeterRegistry registry, RecordingTraces traces) {
        this.registry = registry;
        this.traces = traces;
    }

    /** So that the first flag after a start is seen as one more. */
    void register(@Observes StartupEvent event) {
        flags(Step.FLAG, "done");
    }

    /** Times and counts a whole answer; it is a step of all recordings that the call has. */
    FlagResult counted(Step action, Supplier<FlagResult> answer) {
        long since = traces.now();
        Timer.Sample begun = Timer.start();
        String outcome = "internal";
        try {
            FlagResult result = answer.get();
            outcome = "done";
            traces.done(action, living(result), since, outcome);
            return result;
        } catch (DomainException e) {
            outcome = e.kind();
            throw e;
        } finally {
            begun.stop(flags(action, outcome));
        }
    }

    private Timer flags(Step action, String outcome) {
        return Timer.builder("slettefrist.flags")
                .description("Flags set and taken back, and how long they took; gone: it was too late")
                .tags("action", action.label(), "outcome", outcome)
                .publishPercentileHistogram()
                .register(registry);
    }

    private static List<UUID> living(FlagResult result) {
        return result.call().recordings().stream()
                .filter(recording ->
                        recording.state() == RecordingState.RECEIVING || recording.state() == RecordingState.STORED)
                .map(RecordingView::id)
                .toList();
    }
}
