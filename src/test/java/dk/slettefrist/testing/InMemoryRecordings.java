package dk.slettefrist.testing;

import static dk.slettefrist.recording.RecordingState.FAILED;
import static dk.slettefrist.recording.RecordingState.PURGED;
import static dk.slettefrist.recording.RecordingState.PURGING;
import static dk.slettefrist.recording.RecordingState.RECEIVING;
import static dk.slettefrist.recording.RecordingState.REFUSED;
import static dk.slettefrist.recording.RecordingState.STORED;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.recording.RetryDelay;
import dk.slettefrist.retention.Deadline;
import dk.slettefrist.storage.ObjectKey;

/** The recordings' rows in memory. */
final class InMemoryRecordings implements RecordingRepository {

    private static final RecordingState[] SETTLED = {STORED, PURGING, PURGED, REFUSED};

    private final InMemoryDatabase database;

    InMemoryRecordings(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void add(Recording recording, Instant leaseEnd) {
        require("recording_call_fk", database.callRows.containsKey(recording.callRef()));
        RecordingRow row = RecordingRow.of(recording, leaseEnd);
        require("recording_bytes_are_swept", (row.objectKey == null) == (row.sweepAt == null));
        require(
                "recording_object_key_once",
                row.objectKey == null || held(List.of(row.objectKey)).isEmpty());
        require("recording_once", !row.isIn(SETTLED) || !isSettled(recording.callRef(), row.key));
        database.recordingRows.put(recording.id(), row);
    }

    @Override
    public Optional<Recording> find(UUID id) {
        return Optional.ofNullable(database.recordingRows.get(id)).map(RecordingRow::toRecording);
    }

    @Override
    public List<Recording> ofIdentifiers(UUID callRef, String recordingId) {
        return rows(row -> row.isOf(callRef) && row.key.equals(recordingId))
                .map(RecordingRow::toRecording)
                .toList();
    }

    @Override
    public List<Recording> ofCalls(Collection<UUID> callRefs) {
        return rows(row -> callRefs.stream().anyMatch(row::isOf))
                .map(RecordingRow::toRecording)
                .sorted(Comparator.comparing(Recording::receivedAt)
                        .thenComparing(recording -> recording.id().toString()))
                .toList();
    }

    @Override
    public boolean rename(Recording named, Instant now) {
        return change(named.id(), row -> row.isIn(RECEIVING), row -> row.name(named, now));
    }

    @Override
    public boolean renewLease(UUID id, Instant leaseEnd, Instant now) {
        return change(
                id, row -> row.isIn(RECEIVING) && !Deadline.isExpired(row.expiresAt, now), row -> row.lease(leaseEnd));
    }

    @Override
    public boolean store(UUID id, boolean flagged, Instant expiresAt, StoredAudio audio) {
        return change(id, row -> row.isIn(RECEIVING), row -> {
            Recording before = row.toRecording();
            require("recording_once", !isSettled(before.callRef(), row.key));
            row.state = STORED;
            row.flagged = flagged;
            row.expireAt(Deadline.at(expiresAt));
            row.hold(audio);
        });
    }

    @Override
    public boolean refuse(UUID id) {
        return change(id, row -> row.isIn(RECEIVING), row -> {
            require("recording_once", !isSettled(row.toRecording().callRef(), row.key));
            row.state = REFUSED;
            row.strip();
        });
    }

    @Override
    public boolean fail(UUID id, Instant retryAt) {
        return change(id, row -> row.isIn(RECEIVING), row -> {
            row.state = FAILED;
            if (retryAt == null) {
                row.strip();
            } else {
                row.dueAt = retryAt;
                row.sweepAt = retryAt;
            }
        });
    }

    @Override
    public void removeEnded(UUID callRef, String recordingId, RecordingState... ended) {
        database.recordingRows
                .values()
                .removeIf(row ->
                        row.isOf(callRef) && row.key.equals(recordingId) && row.isIn(ended) && row.objectKey == null);
    }

    @Override
    public void remove(UUID id) {
        database.recordingRows.computeIfPresent(id, (same, row) -> row.isIn(RECEIVING) ? null : row);
    }

    @Override
    public int flag(UUID callRef, Duration period, Instant now) {
        return moveDeadlines(row -> !row.flagged && row.isOf(callRef), true, period, now);
    }

    @Override
    public int unflag(UUID callRef, Duration period, Instant now) {
        return moveDeadlines(row -> row.flagged && row.isOf(callRef), false, period, now);
    }

    @Override
    public int applyPeriod(boolean flagged, Duration period, Instant now) {
        return moveDeadlines(
                row -> row.flagged == flagged
                        && !row.expiresAt.equals(row.retainFrom().plus(period)),
                flagged,
                period,
                now);
    }

    @Override
    public List<Claim> claimDue(Instant since, Instant now, Instant leaseEnd, int limit) {
        return rows(row -> row.sweepAt != null && !row.sweepAt.isBefore(since) && Deadline.isExpired(row.sweepAt, now))
                .sorted(Comparator.comparing(row -> row.sweepAt))
                .limit(limit)
                .map(row -> claim(row.toRecording(), row.sweepAt, now, leaseEnd))
                .toList();
    }

    private Claim claim(Recording due, Instant since, Instant now, Instant leaseEnd) {
        boolean abandoned = due.state() == RECEIVING;
        change(due.id(), row -> true, row -> {
            row.state = abandoned ? FAILED : row.isIn(STORED) ? PURGING : row.state;
            row.dueAt = abandoned ? now : row.dueAt;
            row.sweepAt = leaseEnd;
        });
        return new Claim(due.id(), due.callRef(), due.objectKey(), since, abandoned);
    }

    @Override
    public void release(Collection<UUID> ids, RetryDelay delay, Instant now) {
        ids.forEach(id -> change(
                id,
                row -> row.isIn(PURGING, FAILED) && row.sweepAt != null,
                row -> row.sweepAt = delay.next(row.dueAt, now)));
    }

    @Override
    public List<Recording> bury(Collection<UUID> ids, Instant now) {
        Set<UUID> each = Set.copyOf(ids);
        each.forEach(id -> change(id, row -> row.isIn(FAILED), RecordingRow::strip));
        return each.stream()
                .filter(id -> change(id, row -> row.isIn(PURGING), row -> {
                    row.state = PURGED;
                    row.purgedAt = now;
                    row.strip();
                }))
                .map(id -> find(id).orElseThrow())
                .sorted(Comparator.comparing(Recording::expiresAt)
                        .thenComparing(recording -> recording.id().toString()))
                .toList();
    }

    @Override
    public Set<ObjectKey> held(Collection<ObjectKey> keys) {
        return rows(row -> true)
                .map(row -> row.objectKey)
                .filter(Objects::nonNull)
                .filter(keys::contains)
                .collect(Collectors.toSet());
    }

    private int moveDeadlines(Predicate<RecordingRow> which, boolean flagged, Duration period, Instant now) {
        List<UUID> living = rows(row -> row.toRecording().isAlive(now) && which.test(row))
                .map(row -> row.toRecording().id())
                .toList();
        living.forEach(id -> change(id, row -> true, row -> {
            row.flagged = flagged;
            row.expireAt(row.deadline().movedTo(row.retainFrom().plus(period), now));
        }));
        return living.size();
    }

    private boolean isSettled(UUID callRef, String recordingId) {
        return settled(callRef, recordingId).isPresent();
    }

    private Stream<RecordingRow> rows(Predicate<RecordingRow> which) {
        return List.copyOf(database.recordingRows.values()).stream().filter(which);
    }

    private boolean change(UUID id, Predicate<RecordingRow> condition, Consumer<RecordingRow> change) {
        RecordingRow row = database.recordingRows.get(id);
        if (row == null || !condition.test(row)) {
            return false;
        }
        RecordingRow changed = row.copy();
        change.accept(changed);
        database.recordingRows.put(id, changed);
        return true;
    }

    private static void require(String constraint, boolean met) {
        if (!met) {
            throw new PersistenceException("violates constraint " + constraint);
        }
    }
}
