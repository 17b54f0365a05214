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
import dk.slettefrist.platform.TimeSource;

/** Decides whether a recording may be seen and heard, and writes down that its sound was asked for. */
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
        return find(id, time.now());
    }

    /**
     * A recording that is about to be heard.
     *
     * @param reason kept in the audit event; null when none was given
     * @param request what was asked for: the method, and the range if any
     * @throws DomainException.NotFound when there is no such recording, or it is not stored
     * @throws DomainException.Gone at its deadline and after
     * @throws DomainException.InvalidRequest when the reason is missing but demanded, or too long
     */
    @Transactional
    Recording begin(UUID id, String listener, String reason, String request) {
        boolean given = reason != null && !reason.isBlank();
        if (settings.requireReason() && !given) {
            throw new DomainException.InvalidRequest("Say why you listen: reason= is mandatory here.");
        }
        if (given && reason.length() > MAX_REASON) {
            throw new DomainException.InvalidRequest("reason must have at most " + MAX_REASON + " characters");
        }
        Recording recording =
                recordings.find(id).orElseThrow(() -> new DomainException.NotFound("No such recording is known."));
        Instant now = time.now();
        if (recording.isOver(now)) {
            throw recording.gone();
        }
        if (recording.state() != RecordingState.STORED) {
            throw new DomainException.NotFound("The recording is not stored.");
        }
        audit.append(AuditEvent.ofRecording(now, AuditType.LISTENED, listener, recording.callRef(), id)
                .because(given ? reason.strip() : null)
                .detailed(request));
        return recording;
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

    private Recording find(UUID id, Instant now) {
        Recording recording =
                recordings.find(id).orElseThrow(() -> new DomainException.NotFound("No such recording is known."));
        if (recording.isOver(now)) {
            throw recording.gone();
        }
        return recording;
    }
}
