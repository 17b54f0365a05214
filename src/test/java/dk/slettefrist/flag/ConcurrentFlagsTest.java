package dk.slettefrist.flag;

import static dk.slettefrist.testing.OtherTransaction.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.FutureTask;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.CallFact.Kind;
import dk.slettefrist.call.CallRegister;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.call.CallView;
import dk.slettefrist.call.FlagReason;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.testing.OtherTransaction;
import dk.slettefrist.testing.OwnDatabase;
import dk.slettefrist.testing.TestServers;

/** A flag that had to wait for the call's lock decides by what holds then, not by what it saw before. */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(OwnDatabase.class)
@QuarkusTestResource(TestServers.class)
class ConcurrentFlagsTest {

    private static final FlagOrder ORDER = new FlagOrder("operator", FlagReason.THREAT, "note");

    private final String callId = UUID.randomUUID().toString();
    private final String extension = UUID.randomUUID().toString();

    @Inject
    CallRepository calls;

    @Inject
    CallRegister register;

    @Inject
    FlagService flags;

    @Inject
    ExtensionFlag extensions;

    @Inject
    OtherTransaction other;

    @Inject
    TimeSource time;

    @BeforeEach
    void beginTheCall() {
        other.commit(() -> tell(Kind.STARTED));
    }

    @Test
    void shouldFlagAgainWhatWasUnflaggedMeanwhile() {
        other.commit(() -> flags.flag(callId, "pbx", ORDER));

        FutureTask<FlagResult> flagged = QuarkusTransaction.requiringNew().call(() -> {
            flags.unflag(callId, "pbx", "operator");
            return flagByExtensionOnceBlocked();
        });

        assertThat(resultOf(flagged).call().flagged()).isTrue();
        assertThat(stored().flagged()).isTrue();
    }

    @Test
    void shouldKeepTheEndThatWasToldMeanwhile() {
        FutureTask<FlagResult> flagged = QuarkusTransaction.requiringNew().call(() -> {
            tell(Kind.ENDED);
            return flagByExtensionOnceBlocked();
        });

        assertThat(resultOf(flagged).call().state()).isEqualTo(CallView.State.ENDED);
        assertThat(stored().endedAt()).isNotNull();
        assertThat(stored().ongoingUntil()).isNull();
        assertThat(stored().flagged()).isTrue();
    }

    @Test
    void shouldKeepTheTimeToForgetThatWasSetMeanwhile() {
        Call call = stored();

        FutureTask<FlagResult> flagged = QuarkusTransaction.requiringNew().call(() -> {
            calls.hold(call.id());
            FutureTask<FlagResult> waiting = other.begin(() -> flags.flag(callId, "pbx", ORDER));
            other.awaitBlocked();
            calls.save(calls.hold(call.id()).withForgetAt(time.now().plus(Duration.ofDays(1))));
            return waiting;
        });

        assertThat(resultOf(flagged).call().flagged()).isTrue();
        assertThat(stored().forgetAt()).isNotNull();
    }

    private FutureTask<FlagResult> flagByExtensionOnceBlocked() {
        FutureTask<FlagResult> waiting = other.begin(() -> extensions.flag(extension, ORDER, ExtensionCall.CURRENT));
        other.awaitBlocked();
        return waiting;
    }

    private Call tell(Kind kind) {
        calls.lock(callId);
        CallFact fact = new CallFact(kind, time.now(), extension, null, null, null, null);
        return register.tell(calls.open("pbx", callId), fact, null, null, time.now());
    }

    private Call stored() {
        return other.commit(() -> calls.find("pbx", callId)).orElseThrow();
    }
}
