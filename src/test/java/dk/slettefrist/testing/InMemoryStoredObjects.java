package dk.slettefrist.testing;

import static dk.slettefrist.recording.RecordingState.STORED;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.StoredObjects;
import dk.slettefrist.retention.Deadline;
import dk.slettefrist.storage.ObjectKey;

/** What the rows in memory say of the bucket. */
final class InMemoryStoredObjects implements StoredObjects {

    private final InMemoryDatabase database;

    InMemoryStoredObjects(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<Expected> page(ObjectKey after, int limit, Instant receivedBefore, Instant now) {
        return rows(row -> mustBeThere(row, now))
                .filter(row -> row.receivedAt().isBefore(receivedBefore))
                .filter(row -> after == null || row.objectKey.value().compareTo(after.value()) > 0)
                .sorted(Comparator.comparing(row -> row.objectKey.value()))
                .limit(limit)
                .map(row -> new Expected(row.objectKey, row.missingSince != null))
                .toList();
    }

    @Override
    public List<Marked> markMissing(Collection<ObjectKey> keys, Instant now) {
        return mark(row -> mustBeThere(row, now) && row.missingSince == null && keys.contains(row.objectKey), now);
    }

    @Override
    public int expected(Collection<ObjectKey> keys, Instant now) {
        return (int) rows(row -> mustBeThere(row, now) && keys.contains(row.objectKey))
                .count();
    }

    @Override
    public List<Marked> markFound(Collection<ObjectKey> keys) {
        return mark(row -> row.missingSince != null && keys.contains(row.objectKey), null);
    }

    private List<Marked> mark(Predicate<RecordingRow> which, Instant since) {
        return rows(which).map(row -> mark(row, since)).toList();
    }

    private Marked mark(RecordingRow row, Instant since) {
        Recording recording = row.toRecording();
        RecordingRow changed = row.copy();
        changed.missingSince = since;
        database.recordingRows.put(recording.id(), changed);
        return new Marked(recording.id(), recording.callRef());
    }

    private static boolean mustBeThere(RecordingRow row, Instant now) {
        return row.isIn(STORED) && !Deadline.isExpired(row.expiresAt, now);
    }

    private Stream<RecordingRow> rows(Predicate<RecordingRow> which) {
        return List.copyOf(database.recordingRows.values()).stream().filter(which);
    }
}
