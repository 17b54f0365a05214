package dk.slettefrist.purge;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.call.CallRepository.Forgotten;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.RecordingRepository.Claim;

/** The short transactions of the sweep. None of them talks to the store. */
@ApplicationScoped
class Claims {

    private final RecordingRepository recordings;
    private final CallRepository calls;
    private final PolicyRepository policies;
    private final AuditLog audit;
    private final TimeSource time;
    private final PurgeSettings settings;
    private final Frontier due = new Frontier();
    private final Frontier toForget = new Frontier();

    Claims(
            RecordingRepository recordings,
            CallRepository calls,
            PolicyRepository policies,
            AuditLog audit,
            TimeSource time,
            PurgeSettings settings) {
        this.recordings = recordings;
        this.calls = calls;
        this.policies = policies;
        this.audit = audit;
        this.time = time;
        this.settings = settings;
    }

    /** At most so many of what is due, ours until the lease ends. From here on no flag can save them. */
    @Transactional
    List<Claim> take(int limit) {
        Instant now = time.now();
        Frontier.Look look = due.look(now);
        List<Claim> claims = recordings.claimDue(look.since(), now, now.plus(settings.lease()), limit);
        look.found(
                claims.size() < limit
                        ? now
                        : claims.stream().map(Claim::due).max(naturalOrder()).orElse(now));
        audit.append(claims.stream()
                .filter(Claim::abandoned)
                .map(claim ->
                        AuditEvent.ofRecording(now, AuditType.FAILED, AuditEvent.SERVICE, claim.callRef(), claim.id()))
                .toList());
        return claims;
    }

    /** The bytes of these claims are confirmed absent. Answers which recordings became PURGED by this call. */
    @Transactional
    List<Recording> bury(Collection<Claim> claims) {
        Instant now = time.now();
        List<Recording> purged = recordings.bury(ids(claims), now);
        audit.append(purged.stream()
                .map(r -> AuditEvent.ofRecording(now, AuditType.PURGED, AuditEvent.SERVICE, r.callRef(), r.id()))
                .toList());
        Set<UUID> touched = claims.stream().map(Claim::callRef).collect(Collectors.toSet());
        calls.recordingsGone(touched, policies.current().unflagged(), now);
        return purged;
    }

    /** Whether the bytes of these claims are absent is uncertain: they are claimed again soon. */
    @Transactional
    void release(Collection<Claim> claims) {
        recordings.release(ids(claims), settings.retry(), time.now());
    }

    /** Empties what is personal of calls whose time has come. Answers how many. */
    @Transactional
    int forgetCalls() {
        Instant now = time.now();
        Frontier.Look look = toForget.look(now);
        Forgotten forgotten = calls.forget(look.since(), now, policies.current().flagged(), settings.batchSize());
        look.found(forgotten.calls() < settings.batchSize() ? now : forgotten.last());
        return forgotten.calls();
    }

    private static List<UUID> ids(Collection<Claim> claims) {
        return claims.stream().map(Claim::id).toList();
    }
}
