package dk.slettefrist.reconcile;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.Glance;

/** How bucket and rows stand to each other, asked of the rows at the moment of asking: for metrics and health, on every replica alike. */
@ApplicationScoped
class ReconcileWatch {

    private final EntityManager entities;

    ReconcileWatch(EntityManager entities) {
        this.entities = entities;
    }

    void register(@Observes StartupEvent event, ReconcileWatch self, MeterRegistry registry) {
        Glance<State> glance = new Glance<>(self::now);
        Gauge.builder("slettefrist.missing", () -> glance.of(State::missing))
                .description("Recordings whose object the store is known not to have; until they are purged")
                .register(registry);
        Gauge.builder("slettefrist.foreign", () -> glance.of(State::foreign))
                .description("Objects in the bucket that are not of this installation")
                .register(registry);
        Gauge.builder("slettefrist.reconcile.unsettled", () -> glance.of(State::unsettled))
                .description("Objects and uploads without a row that could not be confirmed absent")
                .register(registry);
        Gauge.builder("slettefrist.reconcile.stopped", () -> glance.of(state -> state.stopped() ? 1 : 0))
                .description("1 when the last run deleted nothing because too many recordings were missing")
                .register(registry);
        Gauge.builder("slettefrist.reconcile.completed", () -> glance.of(State::completedSeconds))
                .description("When the last complete run ended, in seconds since 1970; 0 before the first")
                .baseUnit("seconds")
                .register(registry);
    }

    @Transactional
    State now() {
        List<?> runs = entities.createNativeQuery(
                        "SELECT completed_at, stopped, foreign_objects, unsettled FROM reconciliation", Tuple.class)
                .getResultList();
        Number missing =
                (Number) entities.createNativeQuery("SELECT count(*) FROM recording WHERE missing_since IS NOT NULL")
                        .getSingleResult();
        return runs.isEmpty()
                ? new State(missing.longValue(), 0, 0, false, null)
                : state(missing.longValue(), (Tuple) runs.get(0));
    }

    private static State state(long missing, Tuple run) {
        return new State(
                missing,
                run.get("foreign_objects", Number.class).longValue(),
                run.get("unsettled", Number.class).longValue(),
                run.get("stopped", Boolean.class),
                run.get("completed_at", Instant.class));
    }

    /** @param completedAt when the last complete run ended; null before the first */
    record State(long missing, long foreign, long unsettled, boolean stopped, Instant completedAt) {

        long completedSeconds() {
            return completedAt == null ? 0 : completedAt.getEpochSecond();
        }
    }
}
