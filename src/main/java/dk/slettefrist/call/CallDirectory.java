package dk.slettefrist.call;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;

/** Finds calls and shows them. Works in the caller's transaction, or each read on its own. */
@ApplicationScoped
public class CallDirectory {

    private final CallRepository calls;
    private final RecordingRepository recordings;

    CallDirectory(CallRepository calls, RecordingRepository recordings) {
        this.calls = calls;
        this.recordings = recordings;
    }

    /**
     * The call that an operator means.
     *
     * @param source null when the operator does not say; the one call that is still of interest is meant then
     * @return empty when nothing was ever told of such a call
     * @throws DomainException.Ambiguous when calls of several sources come into question
     */
    public Optional<Call> find(String callId, String source, Instant now) {
        if (source != null) {
            return calls.find(source, callId);
        }
        List<Call> all = calls.findAll(callId);
        List<Call> living = all.stream().filter(call -> isLiving(call, now)).toList();
        List<Call> candidates = living.isEmpty() ? all : living;
        if (candidates.size() > 1) {
            throw new DomainException.Ambiguous(
                    "Several sources know a call of this identifier; say which by source=.");
        }
        return candidates.stream().findFirst();
    }

    /**
     * A call as it stands.
     *
     * @param callId by which it was asked for: the row's own may be emptied already
     * @param its all its recordings
     */
    public CallView show(String callId, Call call, List<Recording> its, Instant now) {
        return CallView.from(callId, call, calls.facts(call.id()), its, now);
    }

    /** Calls with all that belongs to them, in the given order. */
    List<CallView> show(Collection<Call> some, Instant now) {
        List<UUID> ids = some.stream().map(Call::id).toList();
        Map<UUID, List<CallFact>> facts = calls.facts(ids);
        Map<UUID, List<Recording>> ofCall =
                recordings.ofCalls(ids).stream().collect(Collectors.groupingBy(Recording::callRef));
        return some.stream()
                .map(call -> CallView.from(
                        call.callId(),
                        call,
                        facts.getOrDefault(call.id(), List.of()),
                        ofCall.getOrDefault(call.id(), List.of()),
                        now))
                .toList();
    }

    private boolean isLiving(Call call, Instant now) {
        return call.isKnown(now)
                || call.flagged()
                || recordings.ofCall(call.id()).stream().anyMatch(r -> r.isAlive(now));
    }
}
