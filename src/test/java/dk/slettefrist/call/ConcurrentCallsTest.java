package dk.slettefrist.call;

import static dk.slettefrist.testing.DatabaseContract.freshId;
import static dk.slettefrist.testing.OtherTransaction.resultOf;
import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.testing.OtherTransaction;
import dk.slettefrist.testing.OwnDatabase;
import dk.slettefrist.testing.TestServers;

/** Transactions that meet at the same call. */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(OwnDatabase.class)
@QuarkusTestResource(TestServers.class)
class ConcurrentCallsTest {

    private final String id = freshId();

    @Inject
    CallRepository calls;

    @Inject
    RecordingRepository recordings;

    @Inject
    PolicyRepository policies;

    @Inject
    OtherTransaction other;

    @AfterEach
    void removeTraces() {
        other.removeTraces();
    }

    @Test
    void shouldDecideAboutAnUnknownCallOneAfterTheOther() {
        FutureTask<Optional<Call>> second = QuarkusTransaction.requiringNew().call(() -> {
            calls.lock(id);
            FutureTask<Optional<Call>> waiting = other.begin(() -> {
                calls.lock(id);
                return calls.find("pbx", id);
            });
            other.awaitBlocked();
            calls.open("pbx", id);
            return waiting;
        });

        assertThat(resultOf(second)).isPresent();
    }

    @Test
    void shouldNotLetOneCallWaitForAnother() {
        Call opened = QuarkusTransaction.requiringNew().call(() -> {
            calls.lock(id);
            return other.commit(() -> {
                String another = freshId();
                calls.lock(another);
                return calls.open("pbx", another);
            });
        });

        assertThat(opened).isNotNull();
    }

    @Test
    void shouldChangeThePeriodsOneAfterTheOther() {
        FutureTask<Boolean> second = QuarkusTransaction.requiringNew().call(() -> {
            policies.lock();
            FutureTask<Boolean> waiting = other.begin(() -> {
                policies.lock();
                return true;
            });
            other.awaitBlocked();
            return waiting;
        });

        assertThat(resultOf(second)).isTrue();
    }

    @Test
    void shouldNotForgetACallWhoseNextRecordingIsJustBeginning() {
        Call call = other.commit(() -> calls.open("pbx", id));

        FutureTask<Boolean> gone = QuarkusTransaction.requiringNew().call(() -> {
            calls.save(calls.open("pbx", id).withForgetAt(null));
            recordings.add(CallContract.draft(call), NOW.plus(SHORT));
            FutureTask<Boolean> waiting = other.begin(() -> {
                calls.recordingsGone(List.of(call.id()), SHORT, NOW);
                return true;
            });
            other.awaitBlocked();
            return waiting;
        });

        resultOf(gone);
        assertThat(other.commit(() -> calls.find("pbx", id)).orElseThrow().forgetAt())
                .isNull();
    }

    @Test
    void shouldNotWaitForACallThatIsBeingToldOfInOrderToForgetOthers() {
        Call busy = other.commit(() -> due("pbx", id));
        Call idle = other.commit(() -> due("pbx", freshId()));

        QuarkusTransaction.requiringNew().run(() -> {
            calls.save(calls.open("pbx", id).withForgetAt(NOW.plus(SHORT)));
            other.commit(() -> calls.forget(NOW, LONG, 1000));
        });

        assertThat(other.commit(() -> calls.find("pbx", id)).orElseThrow().callId())
                .isEqualTo(busy.callId());
        assertThat(other.commit(() -> calls.find("pbx", idle.callId()))
                        .orElseThrow()
                        .callId())
                .isNull();
    }

    private Call due(String source, String callId) {
        Call call = calls.open(source, callId).withForgetAt(NOW);
        calls.save(call);
        return call;
    }
}
