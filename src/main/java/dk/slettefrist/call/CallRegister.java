package dk.slettefrist.call;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.retention.RetentionPolicy;

/** Writes down what is told of calls, and when it must be forgotten. Works in the caller's transaction, under the call's lock. */
@ApplicationScoped
public class CallRegister {

    private static final Set<RecordingState> KEEPS =
            EnumSet.of(RecordingState.RECEIVING, RecordingState.STORED, RecordingState.PURGING);

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
        return settle(told(call, fact, start, end, policies.current()), now);
    }

    /** The same of a recording that was stored just now. */
    public void tellStored(Call call, CallFact fact, Instant start, Instant end, RetentionPolicy policy) {
        calls.save(told(call, fact, start, end, policy).withForgetAt(null));
    }

    private Call told(Call call, CallFact fact, Instant start, Instant end, RetentionPolicy policy) {
        calls.addFact(call.id(), fact);
        return call.told(calls.facts(call.id()), start, end, settings.maxDuration(), policy.unflagged());
    }

    /** A recording on its way keeps a call in which nothing else changed. */
    public void keep(Call call) {
        if (call.forgetAt() != null) {
            calls.save(call.withForgetAt(null));
        }
    }

    /** Sets when the call must be forgotten, and writes it: to be called after every change of the call or its recordings. */
    public Call settle(Call call, Instant now) {
        return settle(call, recordings.ofCall(call.id()), now);
    }

    /** The same by who knows its recordings as they are now. */
    public Call settle(Call call, List<Recording> its, Instant now) {
        Call settled = withForgetAt(call, its, now);
        calls.save(settled);
        return settled;
    }

    private Call withForgetAt(Call call, List<Recording> its, Instant now) {
        if (its.stream().anyMatch(r -> KEEPS.contains(r.state()))) {
            return call.withForgetAt(null);
        }
        if (call.flagged() && call.startedAt() == null && call.endedAt() == null) {
            return call.withForgetAt(call.flag().at().plus(policies.current().flagged()));
        }
        return call.forgettable(policies.current().unflagged(), now);
    }
}
