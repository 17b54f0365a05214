package dk.slettefrist.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.TimeSource;

/** Decides whether a recording may be seen and heard, and writes down that its sound was asked for, and given or not. */
@ApplicationScoped
class Listening {

    static final int MAX_REASON = 500;

    private final RecordingRepository recordings;
    private final AuditLog audit;
    private final TimeSource time;
    private final AccessSettings settings;

    Listening(RecordingRepository recordings, AuditLog audit, TimeSource time, AccessSettings settings) {
        this.recordings = recordings;
        this.audit = audit;
        this.time = time;
        this.settings = settings;
    }

    /**
     * A recording as it stands, without its sound.
     *
     * @throws DomainException.NotFound when there is no such recording
     * @throws DomainException.Gone at its deadline and after
     */
    @Transactional
    Recording look(UUID id) {
        Recording recording = find(id);
        if (recording.isOver(time.now())) {
            throw recording.gone();
        }
        return recording;
    }

    /**
     * A recording that is about to be heard. What is refused is written down as well, in the transaction that refuses it.
     *
     * @param id as the listener wrote it
     * @param reason kept in the audit event; null when none was given
     * @param request what was asked for: the method, and the range if any
     * @throws DomainException.NotFound when there is no such recording, or it is not stored
     * @throws DomainException.Gone at its deadline and after
     * @throws DomainException.InvalidRequest when the reason is missing but demanded, or too long
     */
    @Transactional(dontRollbackOn = DomainException.class)
    Recording begin(String id, String listener, String reason, String request) {
        Recording recording = null;
        Instant now;
        try {
            recording = find(Parameters.id(id));
            requireReason(reason);
            now = time.now();
            requireSound(recording, now);
        } catch (DomainException e) {
            audit.append(event(time.now(), AuditType.LISTENING_REFUSED, listener, recording, reason)
                    .detailed(request + " " + e.kind()));
            throw e;
        }
        audit.append(event(now, AuditType.LISTENED, listener, recording, reason).detailed(request));
        return recording;
    }

    private void requireReason(String reason) {
        if (settings.requireReason() && !isGiven(reason)) {
            throw new DomainException.InvalidRequest("Say why you listen: reason= is mandatory here.");
        }
        if (isGiven(reason) && reason.length() > MAX_REASON) {
            throw new DomainException.InvalidRequest("reason must have at most " + MAX_REASON + " characters");
        }
    }

    private static void requireSound(Recording recording, Instant now) {
        if (recording.isOver(now)) {
            throw recording.gone();
        }
        if (recording.state() != RecordingState.STORED) {
            throw new DomainException.NotFound("The recording is not stored.");
        }
    }

    private static AuditEvent event(Instant at, AuditType type, String listener, Recording recording, String reason) {
        boolean kept = isGiven(reason) && reason.length() <= MAX_REASON;
        return AuditEvent.ofRecording(
                        at,
                        type,
                        listener,
                        recording == null ? null : recording.callRef(),
                        recording == null ? null : recording.id())
                .because(kept ? reason.strip() : null);
    }

    private static boolean isGiven(String reason) {
        return reason != null && !reason.isBlank();
    }

    /** How much longer it may be heard; empty when no more. */
    @Transactional
    Optional<Duration> remaining(UUID id) {
        Instant now = time.now();
        return recordings
                .find(id)
                .filter(r -> r.state() == RecordingState.STORED && r.isAlive(now))
                .map(r -> Duration.between(now, r.expiresAt()));
    }

    private Recording find(UUID id) {
        return recordings.find(id).orElseThrow(() -> new DomainException.NotFound("No such recording is known."));
    }
}
