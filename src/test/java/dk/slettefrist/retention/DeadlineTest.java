package dk.slettefrist.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00Z");
    private static final RetentionPolicy BILLUND = new RetentionPolicy(Duration.ofMinutes(30), Duration.ofDays(30));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # flagged | now                            | expired
                    false     | 2026-11-21T10:00:00Z           | false
                    false     | 2026-11-21T10:29:59.999999999Z | false
                    false     | 2026-11-21T10:30:00Z           | true
                    false     | 2026-11-21T10:30:00.000000001Z | true
                    true      | 2026-11-21T10:30:00Z           | false
                    true      | 2026-12-21T09:59:59.999999999Z | false
                    true      | 2026-12-21T10:00:00Z           | true
                    true      | 2026-12-21T10:00:00.000000001Z | true
                    """)
    void shouldExpireAtExactlyTheDeadline(boolean flagged, Instant now, boolean expired) {
        var deadline = Deadline.at(BILLUND.expiresAt(RECEIVED, flagged));

        assertThat(deadline.isExpired(now)).isEqualTo(expired);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # expiresAt                      | now                            | dueAt
                    2026-11-21T10:30:00Z             | 2026-11-21T10:00:00Z           | 2026-11-21T10:30:00Z
                    2026-11-21T10:30:00Z             | 2026-11-21T10:29:59.999999999Z | 2026-11-21T10:30:00Z
                    2026-11-21T10:30:00Z             | 2026-11-21T10:30:00Z           | 2026-11-21T10:30:00Z
                    2026-11-21T10:30:00Z             | 2026-11-21T10:30:00.000000001Z | 2026-11-21T10:30:00.000000001Z
                    2026-11-21T10:30:00Z             | 2026-11-25T10:30:00Z           | 2026-11-25T10:30:00Z
                    """)
    void shouldBeDueWhenItExpiresButNotBeforeTheChange(Instant expiresAt, Instant now, Instant dueAt) {
        assertThat(Deadline.dueAt(expiresAt, now)).isEqualTo(dueAt);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # case                            | period | becomes | at                             | expiresAt            | dueAt
                    flag in the last moment           | PT30M  | P30D    | 2026-11-21T10:29:59.999999999Z | 2026-12-21T10:00:00Z | 2026-12-21T10:00:00Z
                    flag at the deadline: purge wins  | PT30M  | P30D    | 2026-11-21T10:30:00Z           | 2026-11-21T10:30:00Z | 2026-11-21T10:30:00Z
                    flag after the deadline           | PT30M  | P30D    | 2026-11-21T10:31:00Z           | 2026-11-21T10:30:00Z | 2026-11-21T10:30:00Z
                    unflag within the short period    | P30D   | PT30M   | 2026-11-21T10:10:00Z           | 2026-11-21T10:30:00Z | 2026-11-21T10:30:00Z
                    unflag at its end                 | P30D   | PT30M   | 2026-11-21T10:30:00Z           | 2026-11-21T10:30:00Z | 2026-11-21T10:30:00Z
                    unflag days later: due at once    | P30D   | PT30M   | 2026-11-25T08:00:00Z           | 2026-11-21T10:30:00Z | 2026-11-25T08:00:00Z
                    unflag after the long period      | P30D   | PT30M   | 2026-12-22T08:00:00Z           | 2026-12-21T10:00:00Z | 2026-12-21T10:00:00Z
                    shorter policy, not yet over it   | PT30M  | PT20M   | 2026-11-21T10:10:00Z           | 2026-11-21T10:20:00Z | 2026-11-21T10:20:00Z
                    shorter policy, over it           | PT30M  | PT20M   | 2026-11-21T10:25:00Z           | 2026-11-21T10:20:00Z | 2026-11-21T10:25:00Z
                    longer policy                     | PT30M  | PT45M   | 2026-11-21T10:25:00Z           | 2026-11-21T10:45:00Z | 2026-11-21T10:45:00Z
                    longer policy, too late           | PT30M  | PT45M   | 2026-11-21T10:35:00Z           | 2026-11-21T10:30:00Z | 2026-11-21T10:30:00Z
                    """)
    void shouldMoveUntilItIsReached(
            String when, Duration period, Duration becomes, Instant at, Instant expiresAt, Instant dueAt) {
        var deadline = Deadline.at(RECEIVED.plus(period));

        var moved = deadline.movedTo(RECEIVED.plus(becomes), at);

        assertThat(moved).as(when).isEqualTo(new Deadline(expiresAt, dueAt));
    }

    @Test
    void shouldStayDueSinceTheFirstOfTwoChanges() {
        var unflagged = Deadline.at(RECEIVED.plus(Duration.ofDays(30)))
                .movedTo(RECEIVED.plus(Duration.ofMinutes(30)), Instant.parse("2026-11-25T08:00:00Z"));

        var shortened = unflagged.movedTo(RECEIVED.plus(Duration.ofMinutes(20)), Instant.parse("2026-11-25T09:00:00Z"));

        assertThat(shortened).isEqualTo(unflagged);
    }

    @Test
    void shouldRefuseToBeDueBeforeItExpires() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Deadline(RECEIVED, RECEIVED.minusNanos(1)));
    }
}
