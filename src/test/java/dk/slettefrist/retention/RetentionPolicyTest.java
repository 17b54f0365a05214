package dk.slettefrist.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPolicyTest {

    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
    private static final RetentionPolicy BILLUND = new RetentionPolicy(Duration.ofMinutes(30), Duration.ofDays(30));

    @ParameterizedTest
    @CsvSource({"PT30M, P30D", "PT30M, PT30M", "PT0.001S, PT0.001S", "PT30M, P36500D", "PT10S, PT25S", "P30D, PT720H"})
    void shouldKeepAFlaggedCallNoShorterThanAnother(Duration unflagged, Duration flagged) {
        var policy = new RetentionPolicy(unflagged, flagged);

        assertThat(policy.period(false)).isEqualTo(unflagged);
        assertThat(policy.period(true)).isEqualTo(flagged);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PT0S  | P30D   | slettefrist.retention.unflagged must be longer than zero (a millisecond at least), but is PT0S
                    PT0.000999999S | P30D | slettefrist.retention.unflagged must be longer than zero (a millisecond at least), but is PT0.000999999S
                    PT30M | P36500DT0.000000001S | slettefrist.retention.flagged must not be longer than 36500 days
                    PT-1S | P30D   | slettefrist.retention.unflagged must be longer than zero (a millisecond at least), but is PT-1S
                    PT30M | PT0S   | slettefrist.retention.flagged must be longer than zero (a millisecond at least), but is PT0S
                    PT30M | P-30D  | slettefrist.retention.flagged must be longer than zero (a millisecond at least), but is PT-720H
                    PT30M | PT29M59.999999999S | slettefrist.retention.unflagged (PT30M) must not be longer than slettefrist.retention.flagged
                    """)
    void shouldRefusePeriodsThatWouldDestroy(Duration unflagged, Duration flagged, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionPolicy(unflagged, flagged))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({", P30D, slettefrist.retention.unflagged", "PT30M, , slettefrist.retention.flagged"})
    void shouldRefuseAMissingPeriod(Duration unflagged, Duration flagged, String message) {
        assertThatNullPointerException()
                .isThrownBy(() -> new RetentionPolicy(unflagged, flagged))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # case                   | endedAt                        | receivedAt                     | retainFrom
                    delivered at once        | 2026-11-21T10:00:00Z           | 2026-11-21T10:00:00Z           | 2026-11-21T10:00:00Z
                    delivered a moment later | 2026-11-21T10:00:00Z           | 2026-11-21T10:00:00.000000001Z | 2026-11-21T10:00:00Z
                    delivered late           | 2026-11-21T10:00:00Z           | 2026-11-21T10:29:00Z           | 2026-11-21T10:00:00Z
                    PBX clock behind         | 2026-11-21T09:55:00Z           | 2026-11-21T10:00:00Z           | 2026-11-21T09:55:00Z
                    PBX clock a moment ahead | 2026-11-21T10:00:00.000000001Z | 2026-11-21T10:00:00Z           | 2026-11-21T10:00:00Z
                    PBX clock ahead          | 2026-11-21T10:00:59Z           | 2026-11-21T10:00:00Z           | 2026-11-21T10:00:00Z
                    """)
    void shouldCountFromTheEarlierInstant(String when, Instant endedAt, Instant receivedAt, Instant retainFrom) {
        assertThat(RetentionPolicy.retainFrom(endedAt, receivedAt)).as(when).isEqualTo(retainFrom);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # case                                | from, in Copenhagen       | flagged | expires, in Copenhagen
                    an ordinary day                       | 2026-11-21T10:00:00+01:00 | false   | 2026-11-21T10:30:00+01:00
                    an ordinary month                     | 2026-11-21T10:00:00+01:00 | true    | 2026-12-21T10:00:00+01:00
                    over midnight                         | 2026-12-31T23:45:00+01:00 | false   | 2027-01-01T00:15:00+01:00
                    clocks go forward, 02:00 to 03:00     | 2026-03-29T01:45:00+01:00 | false   | 2026-03-29T03:15:00+02:00
                    up to the moment they do              | 2026-03-29T01:30:00+01:00 | false   | 2026-03-29T03:00:00+02:00
                    30 days over it: an hour later by day | 2026-03-28T12:00:00+01:00 | true    | 2026-04-27T13:00:00+02:00
                    clocks go back, 03:00 to 02:00        | 2026-10-25T02:45:00+02:00 | false   | 2026-10-25T02:15:00+01:00
                    the hour that comes twice, again      | 2026-10-25T02:45:00+01:00 | false   | 2026-10-25T03:15:00+01:00
                    30 days over it: an hour earlier      | 2026-10-24T12:00:00+02:00 | true    | 2026-11-23T11:00:00+01:00
                    onto the leap day                     | 2028-01-30T08:00:00+01:00 | true    | 2028-02-29T08:00:00+01:00
                    from the leap day                     | 2028-02-29T08:00:00+01:00 | true    | 2028-03-30T09:00:00+02:00
                    out of the leap day                   | 2028-02-29T23:45:00+01:00 | false   | 2028-03-01T00:15:00+01:00
                    February without a leap day           | 2026-02-20T08:00:00+01:00 | true    | 2026-03-22T08:00:00+01:00
                    """)
    void shouldCountElapsedTimeWhateverTheCalendarDoes(
            String when, OffsetDateTime from, boolean flagged, OffsetDateTime expires) {
        var expiresAt = BILLUND.expiresAt(from.toInstant(), flagged);

        assertThat(expiresAt.atZone(COPENHAGEN).toOffsetDateTime()).as(when).isEqualTo(expires);
    }
}
