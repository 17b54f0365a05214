package dk.slettefrist.flag;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallView;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;

/** Saves the call of an operator's own phone. */
@ApplicationScoped
class ExtensionFlag {

    private final FlaggedCalls calls;
    private final FlagService flags;
    private final PolicyRepository policies;
    private final TimeSource time;

    ExtensionFlag(FlaggedCalls calls, FlagService flags, PolicyRepository policies, TimeSource time) {
        this.calls = calls;
        this.flags = flags;
        this.policies = policies;
        this.time = time;
    }

    /**
     * @throws DomainException.NotFound when the extension has no such call
     * @throws DomainException.Gone when it is too late
     */
    @Transactional
    CallView flag(String extension, FlagOrder order, ExtensionCall which) {
        Instant now = time.now();
        Call call = calls.ofExtension(extension, which, policies.current().unflagged(), now)
                .orElseThrow(() -> new DomainException.NotFound(
                        which == ExtensionCall.CURRENT
                                ? "No call with this extension is known to go on."
                                : "No call with this extension is known to have ended within the short period."));
        return flags.flag(call.callId(), call.source(), order).call();
    }
}
