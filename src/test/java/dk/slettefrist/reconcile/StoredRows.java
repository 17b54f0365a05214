package dk.slettefrist.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dk.slettefrist.platform.Ids;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectKeys;
import dk.slettefrist.testing.TestDatabase;

/** Adds rows of saved recordings to a database, whatever lies in the bucket. */
final class StoredRows {

    static final ObjectKeys KEYS = new ObjectKeys(UUID.fromString("5e77ef12-0000-4000-8000-000000000001"));

    private static final Duration LONG = Duration.ofDays(30);

    private final TestDatabase database;

    StoredRows(TestDatabase database) {
        this.database = database;
    }

    /** Of a recording that was received then and is kept for the long period. */
    Recording add(Instant receivedAt) {
        Recording receiving = receiving(receivedAt);
        database.recordings().add(receiving, receivedAt.plusSeconds(60));
        database.recordings()
                .store(receiving.id(), true, receiving.expiresAt(), new StoredAudio("audio/wav", 1, "00".repeat(32)));
        return database.recordings().find(receiving.id()).orElseThrow();
    }

    private Recording receiving(Instant at) {
        String name = UUID.randomUUID().toString();
        ObjectKey key = KEYS.next();
        return new Recording(
                Ids.next(),
                database.calls().open("pbx", name).id(),
                "pbx",
                name,
                name,
                RecordingState.RECEIVING,
                true,
                at,
                at,
                at,
                at.plus(LONG),
                at.plus(LONG),
                null,
                key,
                null,
                null,
                null);
    }
}
