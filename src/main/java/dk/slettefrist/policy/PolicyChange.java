package dk.slettefrist.policy;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.retention.RetentionPolicy;

/**
 * Puts the periods of the settings in force. A change applies to every living recording: a shorter period makes what is over it due now,
 * a longer one keeps what is not over yet. Nothing brings an expired recording back.
 */
@ApplicationScoped
public class PolicyChange {

    private final PolicyRepository policies;
    private final RecordingRepository recordings;
    private final AuditLog audit;
    private final TimeSource time;

    PolicyChange(PolicyRepository policies, RecordingRepository recordings, AuditLog audit, TimeSource time) {
        this.policies = policies;
        this.recordings = recordings;
        this.audit = audit;
        this.time = time;
    }

    /** Does nothing when these periods are in force already. */
    @Transactional
    public void apply(RetentionPolicy policy) {
        policies.lock();
        Optional<RetentionPolicy> before = policies.newest();
        if (before.equals(Optional.of(policy))) {
            return;
        }
        Instant now = time.now();
        policies.add(policy, now);
        recordings.applyPeriod(false, policy.unflagged(), now);
        recordings.applyPeriod(true, policy.flagged(), now);
        String detail = before.map(PolicyChange::show).orElse("none") + " -> " + show(policy);
        audit.append(new AuditEvent(
                0, now, AuditType.SETTINGS_CHANGED, AuditEvent.SERVICE, null, null, null, "retention: " + detail));
    }

    private static String show(RetentionPolicy policy) {
        return "unflagged " + IsoDuration.format(policy.unflagged()) + ", flagged "
                + IsoDuration.format(policy.flagged());
    }
}
