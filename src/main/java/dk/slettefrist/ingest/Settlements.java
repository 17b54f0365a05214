package dk.slettefrist.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.gap.Gaps;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.retention.Deadline;
import dk.slettefrist.retention.RetentionPolicy;

/** The short transactions after an upload's last byte, or after it broke off. None of them talks to the store. */
@ApplicationScoped
class Settlements {

    private final UploadedCalls calls;
    private final RecordingRepository recordings;
    private final PolicyRepository policies;
    private final AuditLog audit;
    private final Gaps gaps;
    private final TimeSource time;

    Settlements(
            UploadedCalls calls,
            RecordingRepository recordings,
            PolicyRepository policies,
            AuditLog audit,
            Gaps gaps,
            TimeSource time) {
        this.calls = calls;
        this.recordings = recordings;
        this.policies = policies;
        this.audit = audit;
        this.gaps = gaps;
        this.time = time;
    }

    /** Decides what becomes of a recording whose every byte the store acknowledged. */
    @Transactional
    Settlement settle(Recording received, Upload upload, Arrival arrival) {
        RetentionPolicy policy = policies.hold();
        Call call = calls.open(upload);
        Instant now = time.now();
        Settlement settlement = settle(received, upload, arrival, call, policy, now);
        if (!(settlement instanceof Settlement.Stored)) {
            // The call may have been forgotten while the upload went on, and is known again by opening it.
            calls.settle(call, now);
        }
        return settlement;
    }

    private Settlement settle(
            Recording received, Upload upload, Arrival arrival, Call call, RetentionPolicy policy, Instant now) {
        List<Recording> same = recordings.ofIdentifiers(call.id(), upload.recordingId());
        Optional<Recording> other =
                same.stream().filter(r -> r.state().wasStored()).findFirst();
        if (other.isPresent()) {
            return other.get().isAlive(now)
                    ? new Settlement.Known(other.get())
                    : new Settlement.TooLate(other.get().expiresAt());
        }
        Instant retainFrom = RetentionPolicy.retainFrom(received.endedAt(), received.receivedAt());
        Instant expiresAt = policy.expiresAt(retainFrom, call.flagged());
        if (Deadline.isExpired(expiresAt, now)) {
            return new Settlement.TooLate(expiresAt);
        }
        if (same.size() > 1) { // not this one alone
            recordings.removeEnded(call.id(), upload.recordingId(), RecordingState.REFUSED, RecordingState.FAILED);
        }
        if (!recordings.store(received.id(), call.flagged(), expiresAt, arrival.audio())) {
            return new Settlement.Abandoned();
        }
        calls.tell(call, upload, policy, now);
        audit.append(UploadedCalls.event(now, AuditType.RECEIVED, received));
        arrival.flaw()
                .ifPresent(flaw -> gaps.found(flaw, received.id(), received.source(), received.receivedAt(), now));
        return new Settlement.Stored(received.stored(call.flagged(), expiresAt, arrival.audio()));
    }

    /** The upload did not succeed; the audit names the kind of the cause. Without {@code absent}, the sweep looks for its bytes until they are confirmed gone. */
    @Transactional
    void fail(Recording received, Upload upload, boolean absent, RuntimeException cause) {
        Call call = calls.open(upload);
        Instant now = time.now();
        recordings.removeEnded(call.id(), upload.recordingId(), RecordingState.FAILED);
        if (recordings.fail(received.id(), absent ? null : now)) {
            audit.append(UploadedCalls.event(now, AuditType.FAILED, received)
                    .detailed(cause instanceof DomainException refusal ? refusal.kind() : "internal"));
        }
        calls.settle(call, now);
    }

    /** The upload came too late after all; its bytes are confirmed absent. */
    @Transactional
    void refuse(Recording received, Upload upload) {
        Call call = calls.open(upload);
        Instant now = time.now();
        if (recordings.settled(call.id(), upload.recordingId()).isPresent()) {
            recordings.remove(received.id());
        } else if (recordings.refuse(received.id())) {
            audit.append(UploadedCalls.event(now, AuditType.REFUSED, received));
        }
        calls.settle(call, now);
    }

    /** The recording was there before; the second copy of its bytes is confirmed absent. */
    @Transactional
    void drop(Recording received, Upload upload) {
        Call call = calls.open(upload);
        recordings.remove(received.id());
        calls.settle(call, time.now());
    }
}
