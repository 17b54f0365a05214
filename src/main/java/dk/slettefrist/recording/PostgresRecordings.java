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
import org.hibernate.Session;

import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.storage.ObjectKey;

/**
 * The recordings' rows in PostgreSQL. After a bulk statement the persistence context is cleared, or rid of the one row that it can have changed, so that
 * nobody reads what was before it.
 */
@ApplicationScoped
class PostgresRecordings implements RecordingRepository, PanacheRepositoryBase<RecordingEntity, UUID> {

    private final DeadlineStatements deadlines;
    private final SweepStatements sweeps;

    PostgresRecordings(DeadlineStatements deadlines, SweepStatements sweeps) {
        this.deadlines = deadlines;
        this.sweeps = sweeps;
    }

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
    public List<Recording> ofIdentifiers(UUID callRef, String recordingId) {
        return find("callRef = ?1 and recordingKey = ?2", callRef, Fingerprint.of(recordingId)).stream()
                .map(RecordingEntity::toRecording)
                .toList();
    }

    @Override
    public List<Recording> ofCalls(Collection<UUID> callRefs) {
        return all("call_ref = ANY(:ids) ORDER BY received_at, id", callRefs);
    }

    @Override
    public List<Recording> ofCall(UUID callRef) {
        return find("callRef = ?1 order by receivedAt, id", callRef).stream()
                .map(RecordingEntity::toRecording)
                .toList();
    }

    @Override
    public boolean rename(Recording named, Instant now) {
        return changed(update(
                """
                recordingId = :recordingId, recordingKey = :key, startedAt = :startedAt, endedAt = :endedAt,
                retainFrom = :retainFrom, expiresAt = :expiresAt, dueAt = :expiresAt,
                sweepAt = least(leaseEnd, :sweepAt)
                where id = :id and state = RECEIVING
                """,
                Map.of(
                        "id", named.id(),
                        "recordingId", named.recordingId(),
                        "key", Fingerprint.of(named.recordingId()),
                        "startedAt", named.startedAt(),
                        "endedAt", named.endedAt(),
                        "retainFrom", RetentionPolicy.retainFrom(named.endedAt(), named.receivedAt()),
                        "expiresAt", named.expiresAt(),
                        "sweepAt", named.expiresAt().isBefore(now) ? now : named.expiresAt())));
    }

    @Override
    public boolean renewLease(UUID id, Instant leaseEnd, Instant now) {
        return changed(update(
                """
                leaseEnd = :leaseEnd, sweepAt = least(:leaseEnd, expiresAt)
                where id = :id and state = RECEIVING and expiresAt > :now
                """,
                Map.of("id", id, "leaseEnd", leaseEnd, "now", now)));
    }

    @Override
    public boolean store(UUID id, boolean flagged, Instant expiresAt, StoredAudio audio) {
        return changed(
                id,
                update(
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
    public void removeEnded(UUID callRef, String recordingId, RecordingState... ended) {
        changed(delete(
                "callRef = ?1 and recordingKey = ?2 and state in ?3 and objectKey is null",
                callRef,
                Fingerprint.of(recordingId),
                List.of(ended)));
    }

    @Override
    public void remove(UUID id) {
        changed(delete("id = ?1 and state = RECEIVING", id));
    }

    @Override
    public int flag(UUID callRef, Duration period, Instant now) {
        return deadlines.flag(callRef, period, now);
    }

    @Override
    public int unflag(UUID callRef, Duration period, Instant now) {
        return deadlines.unflag(callRef, period, now);
    }

    @Override
    public int applyPeriod(boolean flagged, Duration period, Instant now) {
        return deadlines.applyPeriod(flagged, period, now);
    }

    @Override
    public List<Claim> claimDue(Instant since, Instant now, Instant leaseEnd, int limit) {
        return sweeps.claim(since, now, leaseEnd, limit);
    }

    @Override
    public void release(Collection<UUID> ids, RetryDelay delay, Instant now) {
        sweeps.release(ids, delay, now);
    }

    @Override
    public List<Recording> bury(Collection<UUID> ids, Instant now) {
        return all("id = ANY(:ids) ORDER BY expires_at, id", sweeps.bury(ids, now));
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

    /** One text for however many, which is prepared once; and each column by its name, for the next version may add one while this one runs. */
    private List<Recording> all(String condition, Collection<UUID> ids) {
        return getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery("SELECT {r.*} FROM recording r WHERE " + condition, RecordingEntity.class, "r")
                .setParameter("ids", ids.toArray(UUID[]::new))
                .getResultStream()
                .map(RecordingEntity::toRecording)
                .toList();
    }

    /** Of one row only: what else was read holds. */
    private boolean changed(UUID id, long count) {
        getEntityManager().detach(getEntityManager().getReference(RecordingEntity.class, id));
        return count > 0;
    }

    private boolean changed(long count) {
        getEntityManager().clear();
        return count > 0;
    }
}
