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
    private final CallForgetting forgetting;

    PostgresCalls(CallFactRows facts, CallQueries queries, CallForgetting forgetting) {
        this.facts = facts;
        this.queries = queries;
        this.forgetting = forgetting;
    }

    @Override
    public void lock(String callId) {
        long key = ByteBuffer.wrap(Fingerprint.of(callId)).getLong();
        getEntityManager()
                .createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:key)", Integer.class)
                .setParameter("key", key)
                .getSingleResult();
        // What was read before the lock may have changed while we waited for it.
        getEntityManager().clear();
    }

    @Override
    public Call hold(UUID call) {
        return findById(call, LockModeType.PESSIMISTIC_WRITE).toCall();
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
                .orElseGet(() -> unknown(callId));
        if (row.callId == null) {
            row.beginAnew();
        }
        row.source = source;
        row.callId = callId;
        persist(row);
        flush();
        return row.toCall();
    }

    private static CallEntity unknown(String callId) {
        CallEntity row = new CallEntity();
        row.id = Ids.next();
        row.callKey = Fingerprint.of(callId);
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
    public List<CallFact> facts(UUID call) {
        return facts.of(call);
    }

    @Override
    public List<Call> listing(String operator, Instant since, Cursor after, int limit, Instant now) {
        return queries.listing(operator, since, after, limit, now);
    }

    @Override
    public Optional<Call> current(String extension, String source, Instant now) {
        return queries.current(extension, source, now);
    }

    @Override
    public Optional<Call> last(String extension, String source, Instant endedAfter, Instant now) {
        return queries.last(extension, source, endedAfter, now);
    }

    @Override
    public void recordingsGone(Collection<UUID> calls, Duration period, Instant now) {
        forgetting.recordingsGone(calls, period, now);
    }

    @Override
    public Forgotten forget(Instant since, Instant now, Duration flagPeriod, int limit) {
        return forgetting.forget(since, now, flagPeriod, limit);
    }
}
