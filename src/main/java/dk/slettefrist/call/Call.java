package dk.slettefrist.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dk.slettefrist.call.CallFact.Kind;

/**
 * A call, or a flag that waits for one.
 *
 * @param id our own identifier
 * @param source the PBX; null while only a flag that names no source is known
 * @param callId the PBX's identifier; null once forgotten
 * @param startedAt earliest start told; null when none was
 * @param endedAt latest end told; null when none was
 * @param ongoingUntil while the call goes on: when it is taken as ended even without an event; null once an end was told
 * @param flag null when it is not saved
 * @param forgetAt when what is personal must go; null while a recording keeps it, or when nothing is left
 */
public record Call(
        UUID id,
        String source,
        String callId,
        Instant startedAt,
        Instant endedAt,
        Instant ongoingUntil,
        CallFlag flag,
        Instant forgetAt) {

    public boolean flagged() {
        return flag != null;
    }

    /** Whether the call goes on: a start was told, no end, and it has not lasted longer than a call may. */
    public boolean isOngoing(Instant now) {
        return ongoingUntil != null && now.isBefore(ongoingUntil);
    }

    /** Whether an event or a recording told of it, and it is not forgotten yet. */
    public boolean isKnown(Instant now) {
        return callId != null && (startedAt != null || endedAt != null) && (forgetAt == null || now.isBefore(forgetAt));
    }

    /**
     * The call with all that was told of it, in whatever order. It goes on from its start until an end is told, and no longer than a call may
     * last; when the last thing known is the end of a recording, no longer than the short period after that.
     *
     * @param facts every fact of the call
     * @param start of the recording told of now, or null
     * @param end of the recording told of now, or null
     * @param maxDuration how long a call without an end may be taken as going on
     * @param period the short period
     */
    public Call told(List<CallFact> facts, Instant start, Instant end, Duration maxDuration, Duration period) {
        Instant started = earliest(Stream.of(startedAt, start, first(facts, Kind.STARTED, Kind.ANSWERED)));
        Instant ended = latest(Stream.of(endedAt, end, last(facts, Kind.ENDED)));
        Instant ongoing = last(facts, Kind.ENDED) != null ? null : ongoing(facts, ended, maxDuration, period);
        return new Call(id, source, callId, started, ended, ongoing, flag, forgetAt);
    }

    private static Instant ongoing(List<CallFact> facts, Instant recordedUntil, Duration maxDuration, Duration period) {
        Instant begun = first(facts, Kind.STARTED, Kind.ANSWERED);
        if (begun == null) {
            return null;
        }
        Instant longest = begun.plus(maxDuration);
        boolean heardOfSince = recordedUntil == null
                || last(facts, Kind.STARTED, Kind.ANSWERED).isAfter(recordedUntil);
        return heardOfSince ? longest : earliest(Stream.of(longest, recordedUntil.plus(period)));
    }

    /**
     * When what is personal must go, once no recording keeps it: the short period after the call's end; while the call goes on, when it is
     * taken as ended; at once when no end is known.
     */
    public Call forgettable(Duration period, Instant now) {
        Instant end = ongoingUntil != null ? ongoingUntil : endedAt == null ? now : endedAt.plus(period);
        return withForgetAt(end.isBefore(now) ? now : end);
    }

    public Call withFlag(CallFlag newFlag) {
        return new Call(id, source, callId, startedAt, endedAt, ongoingUntil, newFlag, forgetAt);
    }

    public Call withForgetAt(Instant newForgetAt) {
        return new Call(id, source, callId, startedAt, endedAt, ongoingUntil, flag, newForgetAt);
    }

    private static Instant first(List<CallFact> facts, Kind... kinds) {
        return earliest(times(facts, kinds));
    }

    private static Instant last(List<CallFact> facts, Kind... kinds) {
        return latest(times(facts, kinds));
    }

    private static Stream<Instant> times(List<CallFact> facts, Kind... kinds) {
        return facts.stream()
                .filter(fact -> List.of(kinds).contains(fact.kind()))
                .map(CallFact::at);
    }

    private static Instant earliest(Stream<Instant> times) {
        return times.filter(Objects::nonNull).min(Instant::compareTo).orElse(null);
    }

    private static Instant latest(Stream<Instant> times) {
        return times.filter(Objects::nonNull).max(Instant::compareTo).orElse(null);
    }
}
