package dk.slettefrist.gap;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Glance;
import dk.slettefrist.platform.TimeSource;

/** Says what is found, and counts what was found of late. */
@ApplicationScoped
class GapWatch {

    private static final Logger LOG = Logger.getLogger(GapWatch.class);

    private final GapSearch search;
    private final EntityManager entities;
    private final GapSettings settings;
    private final TimeSource time;

    GapWatch(GapSearch search, EntityManager entities, GapSettings settings, TimeSource time) {
        this.search = search;
        this.entities = entities;
        this.settings = settings;
        this.time = time;
    }

    void register(@Observes StartupEvent event, GapWatch self, MeterRegistry registry) {
        Glance<Map<GapKind, Long>> glance = new Glance<>(self::open);
        for (GapKind kind : GapKind.values()) {
            Gauge.builder("slettefrist.gaps", () -> glance.of(open -> open.get(kind)))
                    .description("Gaps between PBX and service, found of late and still open")
                    .tag("kind", kind.name())
                    .register(registry);
        }
    }

    /** Looks for gaps until none is new. */
    void search() {
        Map<GapKind, Integer> found = search.run();
        found.forEach((kind, count) ->
                LOG.warnf("Gaps between PBX and service kind=%s count=%d; see /api/v1/reports/gaps", kind, count));
        if (found.values().stream().anyMatch(count -> count == settings.batchSize())) {
            search();
        }
    }

    /** Gaps found within {@code slettefrist.gaps.alarm-for} that are still open; every kind is there. */
    @Transactional
    Map<GapKind, Long> open() {
        Instant since = time.now().minus(settings.alarmFor());
        Map<GapKind, Long> open = new EnumMap<>(GapKind.class);
        List.of(GapKind.values()).forEach(kind -> open.put(kind, 0L));
        List<?> rows = entities.createNativeQuery(
                        "SELECT kind, count(*) AS gaps FROM gap WHERE found_at > :since AND closed_at IS NULL GROUP BY kind",
                        Tuple.class)
                .setParameter("since", since)
                .getResultList();
        rows.forEach(row -> open.put(
                GapKind.valueOf(((Tuple) row).get("kind", String.class)),
                ((Tuple) row).get("gaps", Number.class).longValue()));
        return open;
    }
}
