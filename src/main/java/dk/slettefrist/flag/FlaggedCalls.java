package dk.slettefrist.flag;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallDirectory;
import dk.slettefrist.call.CallRegister;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.call.CallView;
import dk.slettefrist.recording.Recording;

/** The calls that operators save. Works in the caller's transaction. */
@ApplicationScoped
class FlaggedCalls {

    private final CallRepository calls;
    private final CallDirectory directory;
    private final CallRegister register;

    FlaggedCalls(CallRepository calls, CallDirectory directory, CallRegister register) {
        this.calls = calls;
        this.directory = directory;
        this.register = register;
    }

    void lock(String callId) {
        calls.lock(callId);
    }

    /** The call that the operator means, as it is now; nobody else changes it until the transaction ends. */
    Optional<Call> find(String callId, String source, Instant now) {
        return directory.find(callId, source, now).map(call -> calls.hold(call.id()));
    }

    /** The call, made when nothing was told of it yet: the flag waits there. */
    Call findOrOpen(String callId, String source, Instant now) {
        return find(callId, source, now).orElseGet(() -> calls.open(source, callId));
    }

    Optional<Call> ofExtension(String extension, String source, ExtensionCall which, Duration period, Instant now) {
        return which == ExtensionCall.CURRENT
                ? calls.current(extension, source, now)
                : calls.last(extension, source, now.minus(period), now);
    }

    Call settle(Call call, List<Recording> its, Instant now) {
        return register.settle(call, its, now);
    }

    CallView show(String callId, Call call, List<Recording> its, Instant now) {
        return directory.show(callId, call, its, now);
    }
}
