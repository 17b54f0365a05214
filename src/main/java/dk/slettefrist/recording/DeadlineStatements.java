package dk.slettefrist.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/**
 * The conditional updates that move deadlines: {@link dk.slettefrist.retention.Deadline#movedTo} in SQL, so that it decides against the claim
 * of the sweep. One contract suite holds this form and the Java form to the same results.
 */
@ApplicationScoped
class DeadlineStatements {

    /**
     * A deadline in the future is due at that deadline, one in the past now: {@code greatest} says both at once. An upload that goes on keeps its
     * lease, but for no longer than until it is due. Only what a replica older than the column receives has no {@code lease_end}.
     */
    private static final String MOVE =
            """
            UPDATE recording
            SET flagged = :to,
                expires_at = retain_from + :period * interval '1 microsecond',
                due_at = greatest(retain_from + :period * interval '1 microsecond', :now),
                sweep_at = least(
                    CASE WHEN state = 'RECEIVING' THEN coalesce(lease_end, sweep_at) END,
                    greatest(retain_from + :period * interval '1 microsecond', :now))
            WHERE state IN ('RECEIVING', 'STORED') AND expires_at > :now AND flagged = :from
            """;

    private final EntityManager entities;

    DeadlineStatements(EntityManager entities) {
        this.entities = entities;
    }

    int flag(UUID callRef, Duration period, Instant now) {
        return run(move("AND call_ref = :call", false, true, period, now).setParameter("call", callRef));
    }

    int unflag(UUID callRef, Duration period, Instant now) {
        return run(move("AND call_ref = :call", true, false, period, now).setParameter("call", callRef));
    }

    int applyPeriod(boolean flagged, Duration period, Instant now) {
        String different = "AND expires_at <> retain_from + :period * interval '1 microsecond'";
        return run(move(different, flagged, flagged, period, now));
    }

    private Query move(String more, boolean from, boolean to, Duration period, Instant now) {
        return entities.createNativeQuery(MOVE + more)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("period", period.toNanos() / 1000)
                .setParameter("now", now);
    }

    private int run(Query update) {
        int count = update.executeUpdate();
        entities.clear();
        return count;
    }
}
