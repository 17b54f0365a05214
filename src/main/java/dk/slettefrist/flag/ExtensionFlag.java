package dk.slettefrist.flag;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.call.Call;
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
    FlagResult flag(String extension, FlagOrder order, ExtensionCall which) {
        return flag(extension, null, order, List.of(which));
    }

    /**
     * @param source null: of any source
     * @param which the first of these that there is
     * @throws DomainException.NotFound when the extension has none of them
     * @throws DomainException.Gone when it is too late
     */
    @Transactional
    FlagResult flag(String extension, String source, FlagOrder order, List<ExtensionCall> which) {
        Instant now = time.now();
        Duration period = policies.current().unflagged();
        Call call = which.stream()
                .map(one -> calls.ofExtension(extension, source, one, period, now))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound(
                        which.contains(ExtensionCall.LAST)
                                ? "No call with this extension is known to have ended within the short period."
                                : "No call with this extension is known to go on."));
        return flags.flag(call.callId(), call.source(), order);
    }
}
