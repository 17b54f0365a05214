package dk.slettefrist.report;

import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.Glance;

/** How much is kept, asked of the rows at the moment of asking: for metrics. */
@ApplicationScoped
class KeptWatch {

    private final RetentionFigures figures;

    KeptWatch(RetentionFigures figures) {
        this.figures = figures;
    }

    void register(@Observes StartupEvent event, KeptWatch self, MeterRegistry registry) {
        Glance<Kept> glance = new Glance<>(self::now);
        String recordings = "slettefrist.kept.recordings";
        gauge(registry, glance, recordings, "false", Kept::unflagged);
        gauge(registry, glance, recordings, "true", Kept::flagged);
        String bytes = "slettefrist.kept.bytes";
        gauge(registry, glance, bytes, "false", Kept::unflaggedBytes);
        gauge(registry, glance, bytes, "true", Kept::flaggedBytes);
    }

    @Transactional
    Kept now() {
        return figures.kept();
    }

    private static void gauge(
            MeterRegistry registry, Glance<Kept> glance, String name, String flagged, ToDoubleFunction<Kept> figure) {
        Gauge.builder(name, () -> glance.of(figure))
                .description("Recordings that are stored now, and their size")
                .tag("flagged", flagged)
                .register(registry);
    }

    /** What has bytes; sizes in bytes. */
    record Kept(long unflagged, long unflaggedBytes, long flagged, long flaggedBytes) {}
}
