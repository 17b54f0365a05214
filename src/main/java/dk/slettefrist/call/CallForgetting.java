package dk.slettefrist.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/**
 * Empties calls in PostgreSQL. A statement sees what was committed before it began; only one that begins when the rows are locked sees every
 * recording and every fact of theirs. So what decides about a call, or empties it, is never the statement that waits for it.
 */
@ApplicationScoped
class CallForgetting {

    private final EntityManager entities;

    CallForgetting(EntityManager entities) {
        this.entities = entities;
    }

    void recordingsGone(Collection<UUID> calls, Duration period, Instant now) {
        List<UUID> locked = lockedRows(sql("SELECT id FROM call WHERE id = ANY(:calls) ORDER BY id FOR UPDATE")
                .setParameter("calls", calls.toArray(UUID[]::new)));
        sql("""
                UPDATE call c SET forget_at = greatest(
                    :now, coalesce(ongoing_until, ended_at + :period * interval '1 microsecond', :now))
                WHERE id = ANY(:calls) AND NOT EXISTS (
                    SELECT FROM recording r WHERE r.call_ref = c.id AND r.state IN ('RECEIVING', 'STORED', 'PURGING'))
                """)
                .setParameter("calls", locked.toArray(UUID[]::new))
                .setParameter("period", period.toNanos() / 1000)
                .setParameter("now", now)
                .executeUpdate();
        entities.clear();
    }

    CallRepository.Forgotten forget(Instant since, Instant now, Duration flagPeriod, int limit) {
        List<Object[]> due = lockedRows(
                sql("""
                SELECT id, forget_at FROM call c WHERE forget_at >= :since AND forget_at <= :now AND NOT (flagged AND EXISTS (
                    SELECT FROM media_fetch f WHERE f.source = c.source AND f.call_key = c.call_key AND f.state = 'TO_FETCH'))
                ORDER BY forget_at LIMIT :limit FOR UPDATE SKIP LOCKED
                """)
                        .setParameter("since", since)
                        .setParameter("now", now)
                        .setParameter("limit", limit));
        if (due.isEmpty()) {
            return new CallRepository.Forgotten(0, null);
        }
        int count =
                sql("""
                WITH due AS (
                    SELECT id, flagged AND flagged_at + :period * interval '1 microsecond' > :now AND NOT EXISTS (
                        SELECT FROM recording r WHERE r.call_ref = c.id AND r.state <> 'FAILED') AS waits
                    FROM call c WHERE id = ANY(:calls)
                ), told AS (
                    DELETE FROM call_fact USING due WHERE call_ref = due.id
                )
                UPDATE call SET
                    call_id = NULL,
                    ended_at = coalesce(ended_at, ongoing_until),
                    ongoing_until = NULL,
                    flagged_by = CASE WHEN waits THEN flagged_by END,
                    flag_reason = CASE WHEN waits THEN flag_reason END,
                    flag_note = CASE WHEN waits THEN flag_note END,
                    forget_at = CASE WHEN waits THEN flagged_at + :period * interval '1 microsecond' END
                FROM due WHERE call.id = due.id
                """)
                        .setParameter("calls", due.stream().map(row -> row[0]).toArray(UUID[]::new))
                        .setParameter("now", now)
                        .setParameter("period", flagPeriod.toNanos() / 1000)
                        .executeUpdate();
        entities.clear();
        return new CallRepository.Forgotten(count, (Instant) due.get(due.size() - 1)[1]);
    }

    private Query sql(String statement) {
        return entities.createNativeQuery(statement);
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> lockedRows(Query select) {
        return (List<T>) select.getResultList();
    }
}
