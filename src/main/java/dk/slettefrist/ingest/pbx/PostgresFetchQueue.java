package dk.slettefrist.ingest.pbx;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.source.Source;

/** The queue as a table, see {@code media_fetch}. */
@ApplicationScoped
class PostgresFetchQueue implements FetchQueue {

    private final EntityManager entities;

    PostgresFetchQueue(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void add(Source source, Notice.RecordingReady ready, Instant now) {
        entities.createNativeQuery(
                        """
                        INSERT INTO media_fetch (id, source, call_key, recording_key, call_id, recording_id, url,
                            started_at, ended_at, state, told_at, give_up_at, next_at)
                        VALUES (:id, :source, :callKey, :recordingKey, :callId, :recordingId, :url,
                            :startedAt, :endedAt, 'TO_FETCH', :now, :giveUpAt, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter("id", Ids.next())
                .setParameter("source", source.name())
                .setParameter("callKey", Fingerprint.of(ready.callId()))
                .setParameter("recordingKey", Fingerprint.of(ready.recordingId()))
                .setParameter("callId", ready.callId())
                .setParameter("recordingId", ready.recordingId())
                .setParameter("url", ready.media().toString())
                .setParameter("startedAt", earlier(ready.startedAt(), now))
                .setParameter("endedAt", earlier(ready.endedAt(), now))
                .setParameter("now", now)
                .setParameter("giveUpAt", now.plus(source.media().keepTrying()))
                .executeUpdate();
    }

    /** A time in the future is taken as now. */
    private static Instant earlier(Instant told, Instant now) {
        return (told.isBefore(now) ? told : now).truncatedTo(ChronoUnit.MICROS);
    }
}
