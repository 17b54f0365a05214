package dk.slettefrist.reconcile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.storage.Installation;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.storage.minio.TestBucket;

/** Puts rows, objects and unfinished uploads where they are, each past the service that would keep them together. */
@ApplicationScoped
public class Planting {

    /** Until when whoever died had its row. */
    static final Duration LEASE = Duration.ofMinutes(2);

    @Inject
    DataSource database;

    @Inject
    ObjectStore store;

    @Inject
    StorageSettings settings;

    @Inject
    Installation installation;

    @Inject
    TimeSource time;

    /** A key of ours that nothing has. */
    ObjectKey key() {
        return installation.keys().next();
    }

    /** A row that holds the key: STORED and saved for 30 days, all others with a lease and, being deleted, past their deadline. */
    ObjectKey row(RecordingState state) {
        ObjectKey key = key();
        Instant now = time.now();
        boolean stored = state == RecordingState.STORED;
        boolean whole = stored || state == RecordingState.PURGING;
        Instant ended = state == RecordingState.PURGING ? now.minus(Duration.ofMinutes(31)) : now;
        Instant expires = ended.plus(stored ? Duration.ofDays(30) : Duration.ofMinutes(30));
        update(
                """
                WITH parent AS (
                    INSERT INTO call (id, source, call_key, call_id) VALUES (?, 'pbx', sha256(convert_to(?, 'UTF8')), ?) RETURNING id
                )
                INSERT INTO recording (id, call_ref, source, call_id, recording_key, recording_id, state, flagged, started_at,
                    ended_at, received_at, retain_from, expires_at, due_at, object_key, content_type, size_bytes, sha256, sweep_at)
                SELECT gen_random_uuid(), id, 'pbx', 'planted', sha256('planted'), 'planted', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                FROM parent
                """,
                UUID.randomUUID(),
                key.value(),
                key.value(),
                state.name(),
                stored,
                at(ended),
                at(ended),
                at(now),
                at(ended),
                at(expires),
                at(state == RecordingState.FAILED ? now.plus(LEASE) : expires),
                key.value(),
                whole ? "audio/wav" : null,
                whole ? 36 : null,
                whole ? "00".repeat(32) : null,
                at(stored ? expires : now.plus(LEASE)));
        return key;
    }

    /** An object whose bytes are its own name. */
    ObjectKey object(ObjectKey key) {
        store.put(key, new ByteArrayInputStream(key.value().getBytes()), "audio/wav");
        return key;
    }

    String read(ObjectKey key) {
        try (InputStream audio = store.get(key, 0, 1000)) {
            return new String(audio.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bucket as its operator sees it. */
    TestBucket bucket() {
        return new TestBucket(settings);
    }

    private void update(String sql, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }
}
