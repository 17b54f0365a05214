package dk.slettefrist.ingest.media;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;

import dk.slettefrist.ingest.pbx.FetchQueue;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.source.Source;

/** The queue as a table, see {@code media_fetch}. Each statement is bounded, and safe to run on any number of replicas at once. */
@ApplicationScoped
class FetchStatements implements FetchQueue {

    private final EntityManager entities;

    FetchStatements(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void add(Source source, Notice.RecordingReady ready, Instant now) {
        sql("""
                INSERT INTO media_fetch AS f (id, source, call_key, recording_key, call_id, recording_id, url, deletion_url,
                    started_at, ended_at, state, told_at, since, give_up_at, next_at)
                VALUES (:id, :source, :callKey, :recordingKey, :callId, :recordingId, :url, :deletionUrl,
                    :startedAt, :endedAt, 'TO_FETCH', :now, :now, :giveUpAt, :now)
                ON CONFLICT ON CONSTRAINT media_fetch_once DO UPDATE SET
                    call_id = excluded.call_id, recording_id = excluded.recording_id, url = excluded.url, deletion_url = excluded.deletion_url,
                    started_at = least(f.started_at, excluded.started_at), ended_at = least(f.ended_at, excluded.ended_at),
                    state = 'TO_FETCH', since = excluded.since, give_up_at = excluded.give_up_at, next_at = excluded.next_at, ended_when = NULL
                WHERE f.state = 'GIVEN_UP' OR f.state = 'TO_FETCH' AND f.claim IS NULL AND f.give_up_at <= :now
                """)
                .setParameter("id", Ids.next())
                .setParameter("source", source.name())
                .setParameter("callKey", Fingerprint.of(ready.callId()))
                .setParameter("recordingKey", Fingerprint.of(ready.recordingId()))
                .setParameter("callId", ready.callId())
                .setParameter("recordingId", ready.recordingId())
                .setParameter("url", ready.media().toASCIIString())
                .setParameter("deletionUrl", ready.deletion().toASCIIString())
                .setParameter("startedAt", past(ready.startedAt(), now))
                .setParameter("endedAt", past(ready.endedAt(), now))
                .setParameter("now", now)
                .setParameter("giveUpAt", now.plus(source.media().keepTrying()))
                .executeUpdate();
    }

    /**
     * The one that waited longest for its turn, ours until the lease ends.
     *
     * @param busy of none of these sources, but for one of an unsaved call that ended by {@code lateEnd}: it is late, and its PBX is not asked
     * @param full whether only such a one is taken
     */
    Optional<Fetch> claim(Collection<String> busy, boolean full, Instant lateEnd, Instant now, Instant leaseEnd) {
        List<?> claimed = entities.createNativeQuery(
                        """
                        WITH due AS (
                            SELECT id FROM media_fetch w WHERE next_at <= :now AND (NOT :full AND source <> ALL(:busy)
                                OR state = 'TO_FETCH' AND ended_at <= :lateEnd AND NOT EXISTS (
                                    SELECT FROM call c WHERE c.call_key = w.call_key AND c.flagged))
                            ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
                        ), claimed AS (
                            UPDATE media_fetch f SET claim = :claim, attempts = attempts + 1, next_at = :leaseEnd
                            FROM due WHERE f.id = due.id
                            RETURNING f.id, claim, source, call_id, recording_id, url, deletion_url, started_at, ended_at, since, give_up_at
                        )
                        SELECT * FROM claimed
                        """,
                        Tuple.class)
                .setParameter("now", now)
                .setParameter("busy", busy.toArray(String[]::new))
                .setParameter("full", full)
                .setParameter("lateEnd", lateEnd)
                .setParameter("claim", Ids.next())
                .setParameter("leaseEnd", leaseEnd)
                .getResultList();
        return claimed.stream().map(row -> fetch((Tuple) row)).findFirst();
    }

    /** Those still ours stay so. */
    void renew(Collection<UUID> claims, Instant leaseEnd) {
        sql("UPDATE media_fetch SET next_at = :leaseEnd WHERE claim = ANY(:claims)")
                .setParameter("leaseEnd", leaseEnd)
                .setParameter("claims", claims.toArray(UUID[]::new))
                .executeUpdate();
    }

    /** To be tried again then. Like all that follow it does nothing, and answers false, when the claim is not ours any more. */
    boolean release(UUID claim, Instant nextAt, String outcome) {
        return changed(
                sql("UPDATE media_fetch SET claim = NULL, next_at = :nextAt, outcome = :outcome WHERE claim = :claim")
                        .setParameter("claim", claim)
                        .setParameter("nextAt", nextAt)
                        .setParameter("outcome", outcome));
    }

    /** Given up, and looked at again then, when the PBX's copy may have to be deleted. */
    boolean giveUp(UUID claim, Instant nextAt, String outcome, Instant now) {
        return changed(
                sql("UPDATE media_fetch SET claim = NULL, next_at = :nextAt, give_up_at = :now, outcome = :outcome WHERE claim = :claim")
                        .setParameter("claim", claim)
                        .setParameter("nextAt", nextAt)
                        .setParameter("outcome", outcome)
                        .setParameter("now", now));
    }

    /** Ours is settled; the PBX's copy is left. */
    boolean delete(UUID claim, String outcome, Instant now, Instant giveUpAt) {
        return changed(
                sql("""
                UPDATE media_fetch SET state = 'TO_DELETE', claim = NULL, next_at = :now, since = :now, give_up_at = :giveUpAt, outcome = :outcome,
                    call_id = NULL, recording_id = NULL, url = NULL
                WHERE claim = :claim
                """)
                        .setParameter("claim", claim)
                        .setParameter("outcome", outcome)
                        .setParameter("now", now)
                        .setParameter("giveUpAt", giveUpAt));
    }

    /** Nothing is left to do. */
    boolean end(UUID claim, String state, String outcome, Instant now) {
        return changed(
                sql("""
                UPDATE media_fetch SET state = :state, claim = NULL, next_at = NULL, ended_when = :now, outcome = :outcome,
                    call_id = NULL, recording_id = NULL, url = NULL, deletion_url = NULL
                WHERE claim = :claim
                """)
                        .setParameter("claim", claim)
                        .setParameter("state", state)
                        .setParameter("outcome", outcome)
                        .setParameter("now", now));
    }

    /** Forgets those that ended before a time, at most so many; answers how many. */
    int forget(Instant before, int limit) {
        return sql("""
                DELETE FROM media_fetch WHERE id IN (
                    SELECT id FROM media_fetch WHERE ended_when < :before ORDER BY ended_when LIMIT :limit FOR UPDATE SKIP LOCKED)
                """)
                .setParameter("before", before)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    /** What is tried in a state, and since when the oldest of it waits; null when nothing does. */
    Backlog backlog(String state, Instant now) {
        Tuple row = (Tuple) entities.createNativeQuery(
                        """
                        SELECT count(*) AS waiting, min(since) AS oldest FROM media_fetch
                        WHERE next_at IS NOT NULL AND give_up_at > :now AND state = :state
                        """,
                        Tuple.class)
                .setParameter("state", state)
                .setParameter("now", now)
                .getSingleResult();
        return new Backlog(row.get("waiting", Number.class).longValue(), row.get("oldest", Instant.class));
    }

    /** @param oldest null when nothing waits */
    record Backlog(long waiting, Instant oldest) {}

    private static Fetch fetch(Tuple row) {
        return new Fetch(
                row.get("id", UUID.class),
                row.get("claim", UUID.class),
                row.get("source", String.class),
                row.get("call_id", String.class),
                row.get("recording_id", String.class),
                row.get("url", String.class),
                row.get("deletion_url", String.class),
                row.get("started_at", Instant.class),
                row.get("ended_at", Instant.class),
                row.get("since", Instant.class),
                row.get("give_up_at", Instant.class));
    }

    /** A PBX's clock can only shorten a period. */
    private static Instant past(Instant told, Instant now) {
        return told.isBefore(now) ? told.truncatedTo(ChronoUnit.MICROS) : now;
    }

    private static boolean changed(Query update) {
        return update.executeUpdate() == 1;
    }

    private Query sql(String statement) {
        return entities.createNativeQuery(statement);
    }
}
