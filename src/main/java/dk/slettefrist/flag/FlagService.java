package dk.slettefrist.flag;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFlag;
import dk.slettefrist.call.CallOutlook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.retention.RetentionPolicy;

/**
 * Saves a call, or takes that back. One conditional update of the recordings decides against the purge; the call's lock decides between
 * flags, uploads and events of the same call.
 */
@ApplicationScoped
class FlagService {

    private final FlaggedCalls calls;
    private final RecordingRepository recordings;
    private final PolicyRepository policies;
    private final AuditLog audit;
    private final TimeSource time;

    FlagService(
            FlaggedCalls calls,
            RecordingRepository recordings,
            PolicyRepository policies,
            AuditLog audit,
            TimeSource time) {
        this.calls = calls;
        this.recordings = recordings;
        this.policies = policies;
        this.audit = audit;
        this.time = time;
    }

    /**
     * Saves a call: its living recordings, and those still to come. Repeating it changes nothing.
     *
     * @param source null when the operator does not say
     * @throws DomainException.Gone when it is too late; nothing was changed then
     */
    @Transactional
    FlagResult flag(String callId, String source, FlagOrder order) {
        RetentionPolicy policy = policies.hold();
        calls.lock(callId);
        Instant now = time.now();
        Call call = calls.findOrOpen(callId, source, now);
        recordings.flag(call.id(), policy.flagged(), now);
        List<Recording> known = recordings.ofCall(call.id());
        CallOutlook outlook = CallOutlook.of(call, known, now);
        if (outlook == CallOutlook.OVER) {
            throw CallOutlook.gone(known);
        }
        if (!call.flagged() || call.flag().isOver()) {
            call = calls.settle(call.withFlag(new CallFlag(now, order.by(), order.reason(), order.note())), known, now);
            audit.append(event(now, AuditType.FLAGGED, order.by(), call)
                    .because(order.reason().name()));
        }
        return new FlagResult(calls.show(callId, call, known, now), outlook == CallOutlook.UNKNOWN);
    }

    /**
     * Takes a flag back: what is over the short period becomes due now. Without a flag it changes nothing.
     *
     * @throws DomainException.NotFound when nothing is known of the call
     * @throws DomainException.Gone when its recordings are over
     */
    @Transactional
    FlagResult unflag(String callId, String source, String by) {
        RetentionPolicy policy = policies.hold();
        calls.lock(callId);
        Instant now = time.now();
        Optional<Call> found = calls.find(callId, source, now);
        List<Recording> known = found.map(c -> recordings.ofCall(c.id())).orElse(List.of());
        CallOutlook outlook = found.map(c -> CallOutlook.of(c, known, now)).orElse(CallOutlook.UNKNOWN);
        if (outlook == CallOutlook.OVER) {
            throw CallOutlook.gone(known);
        }
        if (found.isEmpty() || (outlook == CallOutlook.UNKNOWN && !found.get().flagged())) {
            throw new DomainException.NotFound("Nothing is known of such a call.");
        }
        Call call = found.get();
        if (!call.flagged()) {
            return new FlagResult(calls.show(callId, call, known, now), false);
        }
        recordings.unflag(call.id(), policy.unflagged(), now);
        List<Recording> its = recordings.ofCall(call.id());
        Call settled = calls.settle(call.withFlag(null), its, now);
        audit.append(event(now, AuditType.UNFLAGGED, by, settled));
        return new FlagResult(calls.show(callId, settled, its, now), false);
    }

    private static AuditEvent event(Instant now, AuditType type, String by, Call call) {
        return AuditEvent.ofRecording(now, type, by, call.id(), null);
    }
}
