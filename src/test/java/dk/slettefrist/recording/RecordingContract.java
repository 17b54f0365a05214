package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dk.slettefrist.call.Call;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.recording.RecordingRepository.Claim;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.DatabaseContract;

/** Recordings in every state, brought there through the port alone. Unless a test says otherwise they ended just now. */
abstract class RecordingContract extends DatabaseContract {

    static final Duration LEASE = Duration.ofMinutes(2);
    static final StoredAudio AUDIO = new StoredAudio("audio/wav", 480_044, "0123456789abcdef".repeat(4));
    static final int ALL = 1000;

    /** The PBX's identifier of every recording of which a test has only one. */
    static final String RECORDING_ID = "recording-1";

    final RecordingRepository recordings() {
        return database().recordings();
    }

    /** As an upload begins, or as one that comes too late is refused; unflagged. */
    static Recording draft(Call call, String recordingId, RecordingState state, Instant endedAt) {
        return draft(Ids.next(), call.id(), call.callId(), recordingId, state, endedAt);
    }

    static Recording draft(
            UUID id, UUID callRef, String callId, String recordingId, RecordingState state, Instant endedAt) {
        Instant expiresAt = endedAt.plus(SHORT);
        return new Recording(
                id,
                callRef,
                "pbx",
                callId,
                recordingId,
                state,
                false,
                endedAt.minusSeconds(60),
                endedAt,
                endedAt.plusMillis(1),
                expiresAt,
                expiresAt,
                null,
                state == RecordingState.REFUSED ? null : ObjectKey.random(),
                null,
                null,
                null);
    }

    final Recording receiving(Call call, String recordingId, Instant endedAt) {
        Recording recording = draft(call, recordingId, RecordingState.RECEIVING, endedAt);
        recordings().add(recording, endedAt.plus(LEASE));
        return recording;
    }

    final Recording receiving() {
        return receiving(newCall(), RECORDING_ID, NOW);
    }

    final Recording refused() {
        Recording recording = draft(newCall(), RECORDING_ID, RecordingState.REFUSED, NOW);
        recordings().add(recording, null);
        return reread(recording);
    }

    final Recording stored(Recording receiving, boolean flagged) {
        Instant expiresAt = receiving.endedAt().plus(flagged ? LONG : SHORT);
        recordings().store(receiving.id(), flagged, expiresAt, AUDIO);
        return reread(receiving);
    }

    final Recording stored() {
        return stored(receiving(), false);
    }

    /** Claimed at its deadline. */
    final Recording purging() {
        Recording stored = stored();
        claim(stored.expiresAt());
        return reread(stored);
    }

    final Recording purged() {
        Recording purging = purging();
        recordings().bury(List.of(purging.id()), purging.expiresAt());
        return reread(purging);
    }

    final Recording failed(Instant retryAt) {
        Recording receiving = receiving();
        recordings().fail(receiving.id(), retryAt);
        return reread(receiving);
    }

    final List<UUID> claim(Instant now) {
        return claims(now).map(Claim::id).toList();
    }

    final Stream<Claim> claims(Instant now) {
        return recordings().claimDue(now, now.plus(LEASE), ALL).stream();
    }

    /** As the table has it. */
    final Recording reread(Recording recording) {
        database().reread();
        return find(recording);
    }

    /** As the same transaction sees it. */
    final Recording find(Recording recording) {
        return recordings().find(recording.id()).orElseThrow();
    }
}
