package dk.slettefrist.call;

import static dk.slettefrist.testing.Times.NOW;

import java.time.Instant;
import java.util.List;

import dk.slettefrist.call.CallFact.Kind;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.DatabaseContract;
import dk.slettefrist.testing.Times;

/** Calls, brought about through the port alone. */
abstract class CallContract extends DatabaseContract {

    static final String OPERATOR = "204";

    final CallRepository calls() {
        return database().calls();
    }

    /** Going on until {@code until}, or over when that is null. */
    final Call known(String operator, Instant startedAt, Instant endedAt, Instant until) {
        Call call = newCall();
        calls().addFact(call.id(), fact(Kind.STARTED, startedAt, operator));
        return save(new Call(
                call.id(), call.source(), call.callId(), startedAt, endedAt, until, null, NOW.plus(Times.SHORT)));
    }

    final Call save(Call call) {
        calls().save(call);
        return call;
    }

    /** As the table has it, also when its identifier is emptied by now. */
    final Call reread(Call opened) {
        database().reread();
        return calls().findAll(opened.callId()).stream()
                .filter(other -> other.id().equals(opened.id()))
                .findFirst()
                .orElseThrow();
    }

    static CallFact fact(Kind kind, Instant at, String operator) {
        return new CallFact(kind, at, operator, null, null, null, null);
    }

    static CallFlag flag(Instant at) {
        return new CallFlag(at, "operator", FlagReason.THREAT, "said he knows where I live");
    }

    /** A running upload of that call. */
    final Recording receiving(Call call) {
        Recording recording = draft(call);
        database().recordings().add(recording, recording.expiresAt());
        return recording;
    }

    static Recording draft(Call call) {
        Instant expiresAt = NOW.plus(Times.SHORT);
        return new Recording(
                Ids.next(),
                call.id(),
                "pbx",
                call.callId(),
                freshId(),
                RecordingState.RECEIVING,
                false,
                NOW,
                NOW,
                NOW,
                expiresAt,
                expiresAt,
                null,
                ObjectKey.random(),
                null,
                null,
                null);
    }

    final void purge(Recording receiving) {
        var recordings = database().recordings();
        var audio = new StoredAudio("audio/wav", 1, "0".repeat(64));
        recordings.store(receiving.id(), false, receiving.expiresAt(), audio);
        recordings.claimDue(receiving.expiresAt(), receiving.expiresAt().plusSeconds(60), 1000);
        recordings.bury(List.of(receiving.id()), receiving.expiresAt());
    }
}
