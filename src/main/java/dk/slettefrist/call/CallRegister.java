package dk.slettefrist.call;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.RecordingState;

/** Writes down what is told of calls, and when it must be forgotten. Works in the caller's transaction, under the call's lock. */
@ApplicationScoped
public class CallRegister {

    private static final List<RecordingState> KEEPS =
            List.of(RecordingState.RECEIVING, RecordingState.STORED, RecordingState.PURGING);

    private final CallRepository calls;
    private final RecordingRepository recordings;
    private final PolicyRepository policies;
    private final CallSettings settings;

    CallRegister(
            CallRepository calls, RecordingRepository recordings, PolicyRepository policies, CallSettings settings) {
        this.calls = calls;
        this.recordings = recordings;
        this.policies = policies;
        this.settings = settings;
    }

    /**
     * Adds a fact to a call.
     *
     * @param start of the recording it came with, or null for an event
     * @param end of the recording it came with, or null for an event
     */
    public Call tell(Call call, CallFact fact, Instant start, Instant end, Instant now) {
        calls.addFact(call.id(), fact);
        List<CallFact> facts = calls.facts(List.of(call.id())).getOrDefault(call.id(), List.of());
        return settle(
                call.told(
                        facts,
                        start,
                        end,
                        settings.maxDuration(),
                        policies.current().unflagged()),
                now);
    }

    /** Sets when the call must be forgotten, and writes it: to be called after every change of the call or its recordings. */
    public Call settle(Call call, Instant now) {
        Call settled = withForgetAt(call, now);
        calls.save(settled);
        return settled;
    }

    private Call withForgetAt(Call call, Instant now) {
        boolean kept = recordings.ofCalls(List.of(call.id())).stream().anyMatch(r -> KEEPS.contains(r.state()));
        if (kept) {
            return call.withForgetAt(null);
        }
        if (call.flagged() && call.startedAt() == null && call.endedAt() == null) {
            return call.withForgetAt(call.flag().at().plus(policies.current().flagged()));
        }
        return call.forgettable(policies.current().unflagged(), now);
    }
}
