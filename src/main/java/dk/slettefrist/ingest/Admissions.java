package dk.slettefrist.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.retention.Deadline;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.storage.Installation;
import dk.slettefrist.storage.ObjectKey;

/** The short transactions before an upload's first byte and while it goes on. None of them talks to the store. */
@ApplicationScoped
class Admissions {

    private final UploadedCalls calls;
    private final RecordingRepository recordings;
    private final PolicyRepository policies;
    private final Installation installation;
    private final AuditLog audit;
    private final TimeSource time;
    private final IngestSettings settings;

    Admissions(
            UploadedCalls calls,
            RecordingRepository recordings,
            PolicyRepository policies,
            Installation installation,
            AuditLog audit,
            TimeSource time,
            IngestSettings settings) {
        this.calls = calls;
        this.recordings = recordings;
        this.policies = policies;
        this.installation = installation;
        this.audit = audit;
        this.time = time;
        this.settings = settings;
    }

    /** Decides whether the body is read, and writes the row that owns its bytes, or the tombstone of a late one. */
    @Transactional
    Admission admit(Upload upload) {
        RetentionPolicy policy = policies.hold();
        Call call = calls.open(upload);
        Instant now = time.now();
        Optional<Recording> before = recordings.settled(call.id(), upload.recordingId());
        Admission admission = before.filter(r -> r.state() != RecordingState.REFUSED)
                .map(r -> known(r, now))
                .orElseGet(() -> first(upload, call, policy, before.isPresent(), now));
        if (admission instanceof Admission.Admitted) {
            calls.keep(call);
        } else {
            calls.settle(call, now);
        }
        return admission;
    }

    /** The answer to an upload that would come too late by now, of which a tombstone is written; empty when it may still come. */
    @Transactional
    Optional<DomainException.Late> lateness(Upload upload) {
        RetentionPolicy policy = policies.hold();
        Call call = calls.open(upload);
        Instant now = time.now();
        Instant expiresAt = recordings
                .settled(call.id(), upload.recordingId())
                .filter(r -> r.state() != RecordingState.REFUSED)
                .map(Recording::expiresAt)
                .orElseGet(() -> policy.expiresAt(RetentionPolicy.retainFrom(upload.endedAt(), now), call.flagged()));
        if (!Deadline.isExpired(expiresAt, now)) {
            calls.settle(call, now);
            return Optional.empty();
        }
        return admit(upload) instanceof Admission.TooLate late ? Optional.of(late.answer()) : Optional.empty();
    }

    /** The upload told who it is only after its audio: from now on its row says so too. */
    @Transactional
    Recording rename(Recording received, Upload upload) {
        RetentionPolicy policy = policies.hold();
        Call call = calls.open(upload);
        Instant retainFrom = RetentionPolicy.retainFrom(upload.endedAt(), received.receivedAt());
        Instant expiresAt = policy.expiresAt(retainFrom, call.flagged());
        Recording named = row(
                received.id(), upload, call, received.receivedAt(), expiresAt, received.state(), received.objectKey());
        if (!recordings.rename(named, time.now())) {
            throw Transfer.givenUp();
        }
        return named;
    }

    /** The upload goes on. False when it must stop: its deadline has come, or the sweep took it as abandoned. */
    @Transactional
    boolean renew(Recording received) {
        Instant now = time.now();
        return recordings.renewLease(received.id(), now.plus(settings.lease()), now);
    }

    private static Admission known(Recording before, Instant now) {
        return before.isAlive(now)
                ? new Admission.Known(before)
                : new Admission.TooLate(DomainException.Late.deliveredBefore(before.expiresAt()));
    }

    private Admission first(Upload upload, Call call, RetentionPolicy policy, boolean refusedBefore, Instant now) {
        Instant retainFrom = RetentionPolicy.retainFrom(upload.endedAt(), now);
        Instant expiresAt = policy.expiresAt(retainFrom, call.flagged());
        boolean late = Deadline.isExpired(expiresAt, now);
        if (!late) {
            Recording recording = row(
                    Ids.next(),
                    upload,
                    call,
                    now,
                    expiresAt,
                    RecordingState.RECEIVING,
                    installation.keys().next());
            recordings.add(recording, now.plus(settings.lease()));
            return new Admission.Admitted(recording);
        }
        if (!refusedBefore) {
            Recording tombstone = row(Ids.next(), upload, call, now, expiresAt, RecordingState.REFUSED, null);
            recordings.add(tombstone, null);
            audit.append(UploadedCalls.event(now, AuditType.REFUSED, tombstone));
        }
        return new Admission.TooLate(DomainException.Late.byTheRule(expiresAt));
    }

    private static Recording row(
            UUID id, Upload upload, Call call, Instant now, Instant expiresAt, RecordingState state, ObjectKey key) {
        return new Recording(
                id,
                call.id(),
                upload.source(),
                upload.callId(),
                upload.recordingId(),
                state,
                call.flagged(),
                upload.startedAt(),
                upload.endedAt(),
                now,
                expiresAt,
                expiresAt,
                null,
                key,
                null,
                null,
                null);
    }
}
