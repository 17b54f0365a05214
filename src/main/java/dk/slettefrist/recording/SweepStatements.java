package dk.slettefrist.recording;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import dk.slettefrist.recording.RecordingRepository.Claim;
import dk.slettefrist.storage.ObjectKey;

/** The statements of the sweep. Each is bounded by its arguments and safe to run on any number of replicas at once. */
@ApplicationScoped
class SweepStatements {

    private final EntityManager entities;

    SweepStatements(EntityManager entities) {
        this.entities = entities;
    }

    List<Claim> claim(Instant since, Instant now, Instant leaseEnd, int limit) {
        // Where PostgreSQL believes that nothing is due, it may read the whole of another index and sort: all that was
        // ever purged while somebody reads for long.
        entities.createNativeQuery("SET LOCAL enable_sort = off").executeUpdate();
        Query claim = entities.createNativeQuery(
                        """
                        WITH due AS (
                            SELECT id, state, sweep_at FROM recording WHERE sweep_at >= :since AND sweep_at <= :now
                            ORDER BY sweep_at LIMIT :limit FOR UPDATE SKIP LOCKED
                        ), claimed AS (
                            UPDATE recording r SET
                                state = CASE r.state WHEN 'STORED' THEN 'PURGING' WHEN 'RECEIVING' THEN 'FAILED' ELSE r.state END,
                                due_at = CASE r.state WHEN 'RECEIVING' THEN :now ELSE r.due_at END,
                                sweep_at = :leaseEnd
                            FROM due WHERE r.id = due.id
                            RETURNING r.id, r.call_ref, r.object_key, due.sweep_at AS due, due.state = 'RECEIVING' AS abandoned
                        )
                        SELECT id, call_ref, object_key, due, abandoned FROM claimed
                        """)
                .setParameter("since", since)
                .setParameter("now", now)
                .setParameter("leaseEnd", leaseEnd)
                .setParameter("limit", limit);
        return rows(claim).stream()
                .map(row -> new Claim(
                        (UUID) row[0], (UUID) row[1], new ObjectKey((String) row[2]), (Instant) row[3], (Boolean)
                                row[4]))
                .toList();
    }

    /** {@link RetryDelay#next} in SQL. */
    void release(Collection<UUID> ids, RetryDelay delay, Instant now) {
        lock(ids);
        entities.createNativeQuery(
                        """
                        UPDATE recording SET sweep_at = CAST(:now AS timestamptz)
                            + greatest(:least * interval '1 microsecond',
                                least(:most * interval '1 microsecond', (CAST(:now AS timestamptz) - due_at) / %d))
                        WHERE id = ANY(:ids) AND state IN ('PURGING', 'FAILED') AND sweep_at IS NOT NULL
                        """
                                .formatted(RetryDelay.PART))
                .setParameter("now", now)
                .setParameter("least", delay.least().toNanos() / 1000)
                .setParameter("most", delay.most().toNanos() / 1000)
                .setParameter("ids", array(ids))
                .executeUpdate();
        entities.clear();
    }

    /** Which recordings became PURGED by this very call. */
    List<UUID> bury(Collection<UUID> ids, Instant now) {
        lock(ids);
        entities.createNativeQuery(
                        """
                        UPDATE recording SET object_key = NULL, sweep_at = NULL, call_id = NULL, recording_id = NULL
                        WHERE id = ANY(:ids) AND state = 'FAILED'
                        """)
                .setParameter("ids", array(ids))
                .executeUpdate();
        Query bury = entities.createNativeQuery(
                        """
                        WITH purged AS (
                            UPDATE recording SET state = 'PURGED', purged_at = :now, object_key = NULL, sweep_at = NULL,
                                missing_since = NULL, call_id = NULL, recording_id = NULL, sha256 = NULL, content_type = NULL
                            WHERE id = ANY(:ids) AND state = 'PURGING'
                            RETURNING id, state
                        )
                        SELECT id, state FROM purged
                        """)
                .setParameter("now", now)
                .setParameter("ids", array(ids));
        return rows(bury).stream().map(row -> (UUID) row[0]).toList();
    }

    /** In one order whoever does it: two sweeps can have a claim in common, and would else wait for each other. */
    private void lock(Collection<UUID> ids) {
        entities.createNativeQuery("SELECT id FROM recording WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
                .setParameter("ids", array(ids))
                .getResultList();
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(Query statement) {
        List<Object[]> rows = statement.getResultList();
        entities.clear();
        return rows;
    }

    private static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
