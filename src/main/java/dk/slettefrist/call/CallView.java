package dk.slettefrist.call;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.recording.RecordingView;

/**
 * A call as the interface shows it.
 *
 * @param id our own identifier, by which the audit names the call
 * @param state ONGOING or ENDED; UNKNOWN while only a flag is there
 * @param operator the one who took part last
 * @param flag null when it is not saved
 * @param recordings in every state but FAILED, oldest first
 */
public record CallView(
        UUID id,
        String callId,
        String source,
        State state,
        Instant startedAt,
        Instant endedAt,
        String operator,
        String queue,
        String caller,
        String callee,
        Direction direction,
        boolean flagged,
        CallFlag flag,
        List<RecordingView> recordings) {

    /** Whether the call goes on. */
    public enum State {
        UNKNOWN,
        ONGOING,
        ENDED
    }

    static CallView from(String callId, Call call, List<CallFact> facts, List<Recording> recordings, Instant now) {
        State ended = call.startedAt() == null && call.endedAt() == null ? State.UNKNOWN : State.ENDED;
        return new CallView(
                call.id(),
                callId,
                call.source(),
                call.isOngoing(now) ? State.ONGOING : ended,
                call.startedAt(),
                call.endedAt(),
                CallFact.latest(facts, CallFact::operator),
                CallFact.latest(facts, CallFact::queue),
                CallFact.latest(facts, CallFact::caller),
                CallFact.latest(facts, CallFact::callee),
                CallFact.latest(facts, CallFact::direction),
                call.flagged(),
                call.flag(),
                recordings.stream()
                        .filter(r -> r.state() != RecordingState.FAILED)
                        .map(RecordingView::from)
                        .toList());
    }
}
