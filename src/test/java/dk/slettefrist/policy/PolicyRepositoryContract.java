package dk.slettefrist.policy;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.testing.DatabaseContract;

/** What every record of the periods does. */
abstract class PolicyRepositoryContract extends DatabaseContract {

    private PolicyRepository policies() {
        return database().policies();
    }

    @Test
    void shouldPutTheNewestInForceWhateverItsTime() {
        RetentionPolicy before = new RetentionPolicy(SHORT, LONG);
        RetentionPolicy after =
                new RetentionPolicy(SHORT.plus(Duration.ofNanos(1_000)), LONG.plus(Duration.ofNanos(1_000)));

        policies().lock();
        policies().add(before, NOW);
        policies().add(after, NOW.minusSeconds(1));

        database().reread();
        assertThat(policies().newest()).contains(after);
        assertThat(policies().current()).isEqualTo(after);
        assertThat(policies().hold()).isEqualTo(after);
    }

    @Test
    void shouldKeepTheShortestAndTheLongestPeriodExactly() {
        RetentionPolicy extreme = new RetentionPolicy(Duration.ofMillis(1), Duration.ofDays(36_500));

        policies().add(extreme, NOW);

        database().reread();
        assertThat(policies().current()).isEqualTo(extreme);
    }

    @Test
    void shouldPutBackInForceWhatWasInForceBefore() {
        RetentionPolicy first = new RetentionPolicy(SHORT, LONG);
        RetentionPolicy second = new RetentionPolicy(SHORT, LONG.multipliedBy(2));

        policies().add(first, NOW);
        policies().add(second, NOW.plusSeconds(1));
        policies().add(first, NOW.plusSeconds(2));

        assertThat(policies().current()).isEqualTo(first);
    }
}
