package dk.slettefrist.call;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.platform.Ids;

/** Calls in PostgreSQL. Rows that are to be changed are read {@code FOR UPDATE}, so that forgetting and telling never overtake each other. */
@ApplicationScoped
class PostgresCalls implements CallRepository, PanacheRepositoryBase<CallEntity, UUID> {

    private final CallFactRows facts;
    private final CallQueries queries;

    PostgresCalls(CallFactRows facts, CallQueries queries) {
        this.facts = facts;
        this.queries = queries;
    }

    @Override
    public void lock(String callId) {
        long key = ByteBuffer.wrap(Fingerprint.of(callId)).getLong();
        getEntityManager()
                .createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:key)")
                .setParameter("key", key)
                .getSingleResult();
    }

    @Override
    public Optional<Call> find(String source, String callId) {
        return find("callKey = ?1 and source is not distinct from ?2", Fingerprint.of(callId), source)
                .firstResultOptional()
                .map(CallEntity::toCall);
    }

    @Override
    public List<Call> findAll(String callId) {
        return find("callKey = ?1 order by source", Fingerprint.of(callId)).stream()
                .map(CallEntity::toCall)
                .toList();
    }

    @Override
    public Call open(String source, String callId) {
        List<CallEntity> rows = find("callKey = ?1 and (source = ?2 or source is null)", Fingerprint.of(callId), source)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        CallEntity row = rows.stream()
                .filter(call -> call.source != null || source == null)
                .findFirst()
                .or(() -> rows.stream().findFirst())
                .orElseGet(() -> create(callId));
        row.source = source;
        row.callId = callId;
        flush();
        return row.toCall();
    }

    private CallEntity create(String callId) {
        CallEntity row = new CallEntity();
        row.id = Ids.next();
        row.callKey = Fingerprint.of(callId);
        persist(row);
        return row;
    }

    @Override
    public void save(Call call) {
        findById(call.id(), LockModeType.PESSIMISTIC_WRITE).take(call);
        flush();
    }

    @Override
    public void addFact(UUID call, CallFact fact) {
        facts.add(call, fact);
    }

    @Override
    public Map<UUID, List<CallFact>> facts(Collection<UUID> calls) {
        return facts.of(calls);
    }

    @Override
    public List<Call> listing(String operator, Instant since, Cursor after, int limit, Instant now) {
        return queries.listing(operator, since, after, limit, now);
    }

    @Override
    public Optional<Call> current(String extension, Instant now) {
        return queries.current(extension, now);
    }

    @Override
    public Optional<Call> last(String extension, Instant endedAfter, Instant now) {
        return queries.last(extension, endedAfter, now);
    }

    @Override
    public void recordingsGone(Collection<UUID> calls, Duration period, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        """
                        WITH bare AS (
                            SELECT id FROM call c WHERE id = ANY(:calls) AND NOT EXISTS (
                                SELECT FROM recording r WHERE r.call_ref = c.id AND r.state IN ('RECEIVING', 'STORED', 'PURGING'))
                            ORDER BY id FOR UPDATE
                        )
                        UPDATE call SET forget_at = greatest(
                            :now, coalesce(ongoing_until, ended_at + :period * interval '1 microsecond', :now))
                        FROM bare WHERE call.id = bare.id
                        """)
                .setParameter("calls", calls.toArray(UUID[]::new))
                .setParameter("period", period.toNanos() / 1000)
                .setParameter("now", now)
                .executeUpdate();
        getEntityManager().clear();
    }

    @Override
    public int forget(Instant now, Duration flagPeriod, int limit) {
        int count = getEntityManager()
                .createNativeQuery(
                        """
                        WITH due AS (
                            SELECT id, flagged AND flagged_at + :period * interval '1 microsecond' > :now AND NOT EXISTS (
                                SELECT FROM recording r WHERE r.call_ref = c.id AND r.state <> 'FAILED') AS waits
                            FROM call c WHERE forget_at <= :now ORDER BY forget_at LIMIT :limit FOR UPDATE SKIP LOCKED
                        ), told AS (
                            DELETE FROM call_fact USING due WHERE call_ref = due.id
                        )
                        UPDATE call SET
                            call_id = NULL,
                            ongoing_until = NULL,
                            flagged_by = CASE WHEN waits THEN flagged_by END,
                            flag_reason = CASE WHEN waits THEN flag_reason END,
                            flag_note = CASE WHEN waits THEN flag_note END,
                            forget_at = CASE WHEN waits THEN flagged_at + :period * interval '1 microsecond' END
                        FROM due WHERE call.id = due.id
                        """)
                .setParameter("now", now)
                .setParameter("period", flagPeriod.toNanos() / 1000)
                .setParameter("limit", limit)
                .executeUpdate();
        getEntityManager().clear();
        return count;
    }
}
