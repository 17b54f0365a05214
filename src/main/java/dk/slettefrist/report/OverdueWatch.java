package dk.slettefrist.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.Glance;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.RetentionSettings;

/** How it stands with overdue deletions, asked of the rows at the moment of asking: for metrics and health. */
@ApplicationScoped
class OverdueWatch {

    private final RetentionFigures figures;
    private final RetentionSettings settings;
    private final TimeSource time;

    OverdueWatch(RetentionFigures figures, RetentionSettings settings, TimeSource time) {
        this.figures = figures;
        this.settings = settings;
        this.time = time;
    }

    void register(@Observes StartupEvent event, OverdueWatch self, MeterRegistry registry) {
        Glance<State> glance = new Glance<>(self::now);
        Gauge.builder("slettefrist.overdue", () -> glance.of(State::count))
                .description("Recordings that are due and may still have bytes")
                .register(registry);
        Gauge.builder("slettefrist.overdue.beyond.tolerance", () -> glance.of(State::beyondTolerance))
                .description("Those of them that are due for longer than slettefrist.retention.tolerance")
                .register(registry);
        Gauge.builder("slettefrist.overdue.oldest", () -> glance.of(State::oldestSeconds))
                .description("How long ago the one that is overdue longest became due")
                .baseUnit("seconds")
                .register(registry);
    }

    @Transactional
    State now() {
        return figures.standing(time.now(), settings.tolerance());
    }

    /** @param oldestSeconds age of the oldest overdue, 0 when nothing is */
    record State(long count, long beyondTolerance, long oldestSeconds) {}
}
