package dk.slettefrist.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import org.hibernate.query.NativeQuery;

import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.storage.ObjectKey;

/**
 * The recordings' rows in PostgreSQL. After a bulk statement the persistence context is cleared, so that nobody reads what was before it.
 */
@ApplicationScoped
class PostgresRecordings implements RecordingRepository, PanacheRepositoryBase<RecordingEntity, UUID> {

    private static final String MOVE_DEADLINE =
            """
            UPDATE recording
            SET flagged = :to,
                expires_at = retain_from + :period * interval '1 microsecond',
                due_at = greatest(retain_from + :period * interval '1 microsecond', :now),
                sweep_at = CASE WHEN state = 'STORED'
                    THEN greatest(retain_from + :period * interval '1 microsecond', :now) ELSE sweep_at END
            WHERE state IN ('RECEIVING', 'STORED') AND expires_at > :now AND flagged = :from
            """;

    /* A deadline in the future is due at that deadline; greatest(deadline, now) says both cases at once. */

    @Override
    public void add(Recording recording, Instant leaseEnd) {
        persist(RecordingEntity.from(recording, leaseEnd));
        flush();
    }

    @Override
    public Optional<Recording> find(UUID id) {
        return findByIdOptional(id).map(RecordingEntity::toRecording);
    }

    @Override
    public Optional<Recording> settled(UUID callRef, String recordingId) {
        return find(
                        "callRef = ?1 and recordingKey = ?2 and state in (STORED, PURGING, PURGED, REFUSED)",
                        callRef,
                        Fingerprint.of(recordingId))
                .firstResultOptional()
                .map(RecordingEntity::toRecording);
    }

    @Override
    public List<Recording> ofCalls(Collection<UUID> callRefs) {
        return find("callRef in ?1 order by receivedAt, id", callRefs).stream()
                .map(RecordingEntity::toRecording)
                .toList();
    }

    @Override
    public boolean rename(Recording named) {
        return changed(update(
                """
                recordingId = :recordingId, recordingKey = :key, startedAt = :startedAt, endedAt = :endedAt,
                retainFrom = :retainFrom, expiresAt = :expiresAt, dueAt = :expiresAt
                where id = :id and state = RECEIVING
                """,
                Map.of(
                        "id", named.id(),
                        "recordingId", named.recordingId(),
                        "key", Fingerprint.of(named.recordingId()),
                        "startedAt", named.startedAt(),
                        "endedAt", named.endedAt(),
                        "retainFrom", RetentionPolicy.retainFrom(named.endedAt(), named.receivedAt()),
                        "expiresAt", named.expiresAt())));
    }

    @Override
    public boolean renewLease(UUID id, Instant leaseEnd, Instant now) {
        return changed(update(
                "sweepAt = :leaseEnd where id = :id and state = RECEIVING and expiresAt > :now",
                Map.of("id", id, "leaseEnd", leaseEnd, "now", now)));
    }

    @Override
    public boolean store(UUID id, boolean flagged, Instant expiresAt, StoredAudio audio) {
        return changed(update(
                """
                state = STORED, flagged = :flagged, expiresAt = :expiresAt, dueAt = :expiresAt, sweepAt = :expiresAt,
                contentType = :contentType, sizeBytes = :sizeBytes, sha256 = :sha256
                where id = :id and state = RECEIVING
                """,
                Map.of(
                        "id",
                        id,
                        "flagged",
                        flagged,
                        "expiresAt",
                        expiresAt,
                        "contentType",
                        audio.contentType(),
                        "sizeBytes",
                        audio.sizeBytes(),
                        "sha256",
                        audio.sha256())));
    }

    @Override
    public boolean refuse(UUID id) {
        return changed(update(
                """
                state = REFUSED, callId = null, recordingId = null, objectKey = null, sweepAt = null
                where id = ?1 and state = RECEIVING
                """,
                id));
    }

    @Override
    public boolean fail(UUID id, Instant retryAt) {
        if (retryAt == null) {
            return changed(update(
                    """
                    state = FAILED, callId = null, recordingId = null, objectKey = null, sweepAt = null
                    where id = ?1 and state = RECEIVING
                    """,
                    id));
        }
        return changed(
                update("state = FAILED, dueAt = ?2, sweepAt = ?2 where id = ?1 and state = RECEIVING", id, retryAt));
    }

    @Override
    public void removeEnded(UUID callRef, String recordingId, RecordingState state) {
        changed(delete(
                "callRef = ?1 and recordingKey = ?2 and state = ?3 and objectKey is null",
                callRef,
                Fingerprint.of(recordingId),
                state));
    }

    @Override
    public void remove(UUID id) {
        changed(delete("id = ?1 and state = RECEIVING", id));
    }

    @Override
    public int flag(UUID callRef, Duration period, Instant now) {
        return bulk(moveDeadline(MOVE_DEADLINE + "AND call_ref = :call", false, true, period, now)
                .setParameter("call", callRef));
    }

    @Override
    public int unflag(UUID callRef, Duration period, Instant now) {
        return bulk(moveDeadline(MOVE_DEADLINE + "AND call_ref = :call", true, false, period, now)
                .setParameter("call", callRef));
    }

    @Override
    public int applyPeriod(boolean flagged, Duration period, Instant now) {
        String different = "AND expires_at <> retain_from + :period * interval '1 microsecond'";
        return bulk(moveDeadline(MOVE_DEADLINE + different, flagged, flagged, period, now));
    }

    @Override
    public List<Claim> claimDue(Instant now, Instant leaseEnd, int limit) {
        return changedRows(
                        sql("""
                        WITH due AS (
                            SELECT id, state FROM recording WHERE sweep_at <= :now
                            ORDER BY sweep_at LIMIT :limit FOR UPDATE SKIP LOCKED
                        ), claimed AS (
                            UPDATE recording r SET
                                state = CASE r.state WHEN 'STORED' THEN 'PURGING' WHEN 'RECEIVING' THEN 'FAILED' ELSE r.state END,
                                due_at = CASE r.state WHEN 'RECEIVING' THEN :now ELSE r.due_at END,
                                sweep_at = :leaseEnd
                            FROM due WHERE r.id = due.id
                            RETURNING r.id, r.call_ref, r.object_key, due.state = 'RECEIVING' AS abandoned
                        )
                        SELECT id, call_ref, object_key, abandoned FROM claimed
                        """)
                                .setParameter("now", now)
                                .setParameter("leaseEnd", leaseEnd)
                                .setParameter("limit", limit))
                .stream()
                .map(row -> new Claim((UUID) row[0], (UUID) row[1], new ObjectKey((String) row[2]), (Boolean) row[3]))
                .toList();
    }

    @Override
    public void release(Collection<UUID> ids, Instant retryAt) {
        bulk(
                sql("UPDATE recording SET sweep_at = :retryAt WHERE id = ANY(:ids) AND state IN ('PURGING', 'FAILED') AND sweep_at IS NOT NULL")
                        .setParameter("retryAt", retryAt)
                        .setParameter("ids", array(ids)));
    }

    @Override
    public List<Recording> bury(Collection<UUID> ids, Instant now) {
        bulk(
                sql("""
                        UPDATE recording SET object_key = NULL, sweep_at = NULL, call_id = NULL, recording_id = NULL
                        WHERE id = ANY(:ids) AND state = 'FAILED'
                        """)
                        .setParameter("ids", array(ids)));
        List<UUID> purged = changedRows(
                        sql("""
                        WITH purged AS (
                            UPDATE recording SET state = 'PURGED', purged_at = :now, object_key = NULL, sweep_at = NULL,
                                call_id = NULL, recording_id = NULL, sha256 = NULL, content_type = NULL
                            WHERE id = ANY(:ids) AND state = 'PURGING'
                            RETURNING id
                        )
                        SELECT id, 1 FROM purged
                        """)
                                .setParameter("now", now)
                                .setParameter("ids", array(ids)))
                .stream()
                .map(row -> (UUID) row[0])
                .toList();
        return find("id in ?1 order by expiresAt, id", purged).stream()
                .map(RecordingEntity::toRecording)
                .toList();
    }

    @Override
    public Set<ObjectKey> held(Collection<ObjectKey> keys) {
        return getEntityManager()
                .createQuery("select objectKey from RecordingEntity where objectKey in :keys", String.class)
                .setParameter("keys", keys.stream().map(ObjectKey::value).toList())
                .getResultStream()
                .map(ObjectKey::new)
                .collect(Collectors.toSet());
    }

    private NativeQuery<?> moveDeadline(String sql, boolean from, boolean to, Duration period, Instant now) {
        return sql(sql).setParameter("from", from)
                .setParameter("to", to)
                .setParameter("period", period.toNanos() / 1000)
                .setParameter("now", now);
    }

    private NativeQuery<?> sql(String sql) {
        return getEntityManager().createNativeQuery(sql).unwrap(NativeQuery.class);
    }

    private int bulk(NativeQuery<?> statement) {
        int count = statement.executeUpdate();
        getEntityManager().clear();
        return count;
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> changedRows(NativeQuery<?> statement) {
        List<Object[]> rows = (List<Object[]>) statement.getResultList();
        getEntityManager().clear();
        return rows;
    }

    private boolean changed(long count) {
        getEntityManager().clear();
        return count > 0;
    }

    private static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
