package dk.slettefrist.testing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.retention.Deadline;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.storage.ObjectKey;

/** A row of the in-memory recordings. Every row in the maps is a copy of its own, which nobody changes any more. */
final class RecordingRow {

    /** Who it is; a stale picture of everything that changes. */
    private Recording told;
    /** The PBX's identifier, by which the recording is recognised after its own is emptied. */
    String key;

    private String callId;
    private String recordingId;
    RecordingState state;
    boolean flagged;
    Instant expiresAt;
    Instant dueAt;
    Instant purgedAt;
    ObjectKey objectKey;
    private StoredAudio audio;
    private Long sizeBytes;
    /** While RECEIVING: when it is taken as abandoned, unless its deadline comes before. */
    private Instant leaseEnd;
    /** When the sweep must look at it; null when no bytes can be left. */
    Instant sweepAt;
    /** Since when its object is missed; null while it is not. */
    Instant missingSince;

    private RecordingRow() {}

    static RecordingRow of(Recording recording, Instant leaseEnd) {
        RecordingRow row = new RecordingRow();
        row.told = recording;
        row.key = recording.recordingId();
        row.callId = recording.callId();
        row.recordingId = recording.recordingId();
        row.state = recording.state();
        row.flagged = recording.flagged();
        row.expiresAt = recording.expiresAt();
        row.dueAt = recording.dueAt();
        row.objectKey = recording.objectKey();
        if (row.state == RecordingState.REFUSED) {
            row.strip();
        } else {
            row.lease(leaseEnd);
        }
        return row;
    }

    RecordingRow copy() {
        RecordingRow row = new RecordingRow();
        row.told = told;
        row.key = key;
        row.callId = callId;
        row.recordingId = recordingId;
        row.state = state;
        row.flagged = flagged;
        row.expiresAt = expiresAt;
        row.dueAt = dueAt;
        row.purgedAt = purgedAt;
        row.objectKey = objectKey;
        row.audio = audio;
        row.sizeBytes = sizeBytes;
        row.leaseEnd = leaseEnd;
        row.sweepAt = sweepAt;
        row.missingSince = missingSince;
        return row;
    }

    boolean isIn(RecordingState... states) {
        return List.of(states).contains(state);
    }

    boolean isOf(UUID callRef) {
        return told.callRef().equals(callRef);
    }

    Instant receivedAt() {
        return told.receivedAt();
    }

    Instant retainFrom() {
        return RetentionPolicy.retainFrom(told.endedAt(), told.receivedAt());
    }

    Deadline deadline() {
        return new Deadline(expiresAt, dueAt);
    }

    /** The upload may go on until then, or until its deadline. */
    void lease(Instant end) {
        leaseEnd = end;
        sweepAt = earlier(end, expiresAt);
    }

    /** Sets the deadline; the time at which the sweep looks moves along, that of an upload not beyond its lease. */
    void expireAt(Deadline deadline) {
        expiresAt = deadline.expiresAt();
        dueAt = deadline.dueAt();
        sweepAt = state == RecordingState.STORED ? dueAt : earlier(leaseEnd, dueAt);
    }

    void name(Recording named, Instant now) {
        told = named;
        key = named.recordingId();
        recordingId = named.recordingId();
        expiresAt = named.expiresAt();
        dueAt = named.expiresAt();
        sweepAt = earlier(leaseEnd, later(dueAt, now));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    void hold(StoredAudio acknowledged) {
        audio = acknowledged;
        sizeBytes = acknowledged.sizeBytes();
    }

    /** Nothing is left of its bytes, nor of what is personal. */
    void strip() {
        callId = null;
        recordingId = null;
        objectKey = null;
        audio = null;
        sweepAt = null;
        missingSince = null;
    }

    Recording toRecording() {
        return new Recording(
                told.id(),
                told.callRef(),
                told.source(),
                callId,
                recordingId,
                state,
                flagged,
                told.startedAt(),
                told.endedAt(),
                told.receivedAt(),
                expiresAt,
                dueAt,
                purgedAt,
                objectKey,
                audio == null ? null : audio.contentType(),
                sizeBytes,
                audio == null ? null : audio.sha256());
    }
}
