package dk.slettefrist.ingest;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallRegister;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.retention.RetentionPolicy;

/** The calls that uploads belong to. Works in the caller's transaction. */
@ApplicationScoped
class UploadedCalls {

    private final CallRepository calls;
    private final CallRegister register;

    UploadedCalls(CallRepository calls, CallRegister register) {
        this.calls = calls;
        this.register = register;
    }

    /** The upload's call, known or new, locked until the transaction ends. */
    Call open(Upload upload) {
        calls.lock(upload.callId());
        return calls.open(upload.source(), upload.callId());
    }

    /** Writes what a stored recording tells of its call. */
    void tell(Call call, Upload upload, RetentionPolicy policy, Instant now) {
        Instant end = upload.endedAt().isBefore(now) ? upload.endedAt() : now;
        register.tellStored(call, upload.fact(), upload.startedAt(), end, policy);
    }

    /** A recording is on its way. */
    void keep(Call call) {
        register.keep(call);
    }

    /** Sets when the call must be forgotten, after a change of its recordings. */
    void settle(Call call, Instant now) {
        register.settle(call, now);
    }

    static AuditEvent event(Instant now, AuditType type, Recording recording) {
        return AuditEvent.ofRecording(now, type, recording.source(), recording.callRef(), recording.id());
    }
}
