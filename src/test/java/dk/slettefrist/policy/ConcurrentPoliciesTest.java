package dk.slettefrist.policy;

import static dk.slettefrist.testing.OtherTransaction.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.FutureTask;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.testing.OtherTransaction;
import dk.slettefrist.testing.OwnDatabase;
import dk.slettefrist.testing.TestServers;

/** Whoever writes a deadline uses the periods that are in force when he does. */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(OwnDatabase.class)
@QuarkusTestResource(TestServers.class)
class ConcurrentPoliciesTest {

    private static final RetentionPolicy CHANGED = new RetentionPolicy(Duration.ofMinutes(7), Duration.ofDays(9));

    @Inject
    PolicyRepository policies;

    @Inject
    OtherTransaction other;

    @Inject
    TimeSource time;

    @Test
    void shouldHoldThePeriodsThatWereChangedWhileItWaited() {
        FutureTask<RetentionPolicy> held = QuarkusTransaction.requiringNew().call(() -> {
            policies.lock();
            policies.add(CHANGED, time.now());
            FutureTask<RetentionPolicy> waiting = other.begin(() -> policies.hold());
            other.awaitBlocked();
            return waiting;
        });

        assertThat(resultOf(held)).isEqualTo(CHANGED);
    }

    @Test
    void shouldLetNobodyChangeWhatIsHeld() {
        RetentionPolicy before = other.commit(() -> policies.hold());
        RetentionPolicy longer =
                new RetentionPolicy(before.unflagged(), before.flagged().plusDays(1));

        FutureTask<Boolean> changed = QuarkusTransaction.requiringNew().call(() -> {
            policies.hold();
            FutureTask<Boolean> waiting = other.begin(() -> {
                policies.lock();
                policies.add(longer, time.now());
                return true;
            });
            other.awaitBlocked();
            assertThat(policies.current()).isEqualTo(before);
            return waiting;
        });

        assertThat(resultOf(changed)).isTrue();
        assertThat(other.commit(() -> policies.current())).isEqualTo(longer);
    }
}
