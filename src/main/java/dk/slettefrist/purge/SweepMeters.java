package dk.slettefrist.purge;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dk.slettefrist.policy.RetentionSettings;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository.Claim;

/** What the sweep of this replica does, in figures. */
@ApplicationScoped
class SweepMeters {

    private final Timer lag;
    private final Timer run;
    private final DistributionSummary batch;
    private final Counter abandoned;
    private final Counter late;
    private final Duration tolerance;

    SweepMeters(MeterRegistry registry, RetentionSettings settings) {
        this.tolerance = settings.tolerance();
        this.lag = Timer.builder("slettefrist.purge.lag")
                .description("From the deadline of a recording until its bytes were confirmed absent")
                .serviceLevelObjectives(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(4))
                .register(registry);
        this.run = Timer.builder("slettefrist.sweep.run")
                .description("Runs of the sweep that purged something")
                .register(registry);
        this.batch = DistributionSummary.builder("slettefrist.sweep.batch")
                .description("Recordings that this replica claimed at once")
                .baseUnit("recordings")
                .register(registry);
        this.abandoned = Counter.builder("slettefrist.sweep.abandoned")
                .description("Uploads without a sign of life that the sweep cleared away")
                .register(registry);
        this.late = Counter.builder("slettefrist.purge.late")
                .description("Recordings purged later than slettefrist.retention.tolerance after their deadline")
                .register(registry);
    }

    Timer.Sample begin() {
        return Timer.start();
    }

    void ended(Timer.Sample begun) {
        begun.stop(run);
    }

    void claimed(List<Claim> claims) {
        batch.record(claims.size());
        abandoned.increment(claims.stream().filter(Claim::abandoned).count());
    }

    void purged(List<Recording> recordings) {
        for (Recording purged : recordings) {
            Duration after = Duration.between(purged.dueAt(), purged.purgedAt());
            lag.record(after);
            late.increment(after.compareTo(tolerance) > 0 ? 1 : 0);
        }
    }
}
