package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.TimeZone;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.testing.PostgresDatabase;
import dk.slettefrist.testing.TestDatabase;
import dk.slettefrist.testing.TestServers;

/**
 * Deadlines that PostgreSQL reckons, where both it and the JVM go by the clocks of Denmark: elapsed time, whatever summer time, leap days and
 * ends of years do.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CalendarDeadlinesTest extends RecordingContract {

    private static final String DENMARK = "Europe/Copenhagen";

    @Inject
    PostgresDatabase database;

    @Inject
    EntityManager entities;

    private final TimeZone before = TimeZone.getDefault();

    @Override
    protected TestDatabase database() {
        return database;
    }

    @BeforeEach
    void goByDanishClocks() {
        TimeZone.setDefault(TimeZone.getTimeZone(DENMARK));
        entities.createNativeQuery("SET LOCAL TIME ZONE '" + DENMARK + "'").executeUpdate();
    }

    @AfterEach
    void goByTheClocksOfTheTests() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # case                                | ended, in Denmark                | unflagged, until                 | flagged, until
                    an ordinary day                       | 2026-11-21T10:00:00+01:00        | 2026-11-21T10:30:00+01:00        | 2026-12-21T10:00:00+01:00
                    clocks go forward, 02:00 to 03:00     | 2026-03-29T01:45:00+01:00        | 2026-03-29T03:15:00+02:00        | 2026-04-28T02:45:00+02:00
                    up to the moment they do              | 2026-03-29T01:30:00+01:00        | 2026-03-29T03:00:00+02:00        | 2026-04-28T02:30:00+02:00
                    just before they do                   | 2026-03-29T01:59:59.999999+01:00 | 2026-03-29T03:29:59.999999+02:00 | 2026-04-28T02:59:59.999999+02:00
                    the evening before                    | 2026-03-28T23:50:00+01:00        | 2026-03-29T00:20:00+01:00        | 2026-04-28T00:50:00+02:00
                    30 days up to the morning they do     | 2026-02-27T02:30:00+01:00        | 2026-02-27T03:00:00+01:00        | 2026-03-29T03:30:00+02:00
                    clocks go back, 03:00 to 02:00        | 2026-10-25T02:45:00+02:00        | 2026-10-25T02:15:00+01:00        | 2026-11-24T01:45:00+01:00
                    the hour that comes twice, again      | 2026-10-25T02:45:00+01:00        | 2026-10-25T03:15:00+01:00        | 2026-11-24T02:45:00+01:00
                    within its first time                 | 2026-10-25T02:10:00+02:00        | 2026-10-25T02:40:00+02:00        | 2026-11-24T01:10:00+01:00
                    30 days into the hour that comes twice| 2026-09-25T02:30:00+02:00        | 2026-09-25T03:00:00+02:00        | 2026-10-25T02:30:00+02:00
                    30 days into its second time          | 2026-09-25T03:30:00+02:00        | 2026-09-25T04:00:00+02:00        | 2026-10-25T02:30:00+01:00
                    onto the leap day                     | 2028-01-30T08:00:00+01:00        | 2028-01-30T08:30:00+01:00        | 2028-02-29T08:00:00+01:00
                    into the leap day                     | 2028-02-28T23:45:00+01:00        | 2028-02-29T00:15:00+01:00        | 2028-03-30T00:45:00+02:00
                    out of the leap day                   | 2028-02-29T23:45:00+01:00        | 2028-03-01T00:15:00+01:00        | 2028-03-31T00:45:00+02:00
                    a February without one                | 2027-02-28T23:45:00+01:00        | 2027-03-01T00:15:00+01:00        | 2027-03-31T00:45:00+02:00
                    over the end of a year                | 2026-12-31T23:45:00+01:00        | 2027-01-01T00:15:00+01:00        | 2027-01-30T23:45:00+01:00
                    over the end of a year in UTC         | 2027-01-01T00:45:00+01:00        | 2027-01-01T01:15:00+01:00        | 2027-01-31T00:45:00+01:00
                    30 days over the end of a leap year   | 2028-12-15T12:00:00+01:00        | 2028-12-15T12:30:00+01:00        | 2029-01-14T12:00:00+01:00
                    """)
    void shouldCountElapsedTime(
            String when, OffsetDateTime ended, OffsetDateTime unflaggedUntil, OffsetDateTime flaggedUntil) {
        // given
        Instant end = ended.toInstant();
        Recording stored = stored(receiving(newCall(), RECORDING_ID, end), false);

        // when
        recordings().flag(stored.callRef(), LONG, end);
        Recording flagged = reread(stored);
        recordings().unflag(stored.callRef(), SHORT, end);
        Recording unflagged = reread(stored);

        // then
        assertThat(flagged.expiresAt()).isEqualTo(flaggedUntil.toInstant()).isEqualTo(flagged.dueAt());
        assertThat(unflagged.expiresAt()).isEqualTo(unflaggedUntil.toInstant()).isEqualTo(unflagged.dueAt());
        assertThat(secondsKept(stored)).isEqualTo(SHORT.toSeconds());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T01:45:00+01:00, false",
        "2026-02-27T02:30:00+01:00, true",
        "2026-10-25T02:45:00+02:00, false",
        "2026-10-25T02:45:00+01:00, false",
        "2026-09-25T02:30:00+02:00, true",
        "2028-02-29T23:45:00+01:00, false",
        "2028-01-30T08:00:00+01:00, true",
        "2026-12-31T23:45:00+01:00, true"
    })
    void shouldBeClaimedAtItsDeadlineAndNotAMicrosecondBefore(OffsetDateTime ended, boolean flagged) {
        // given
        Instant end = ended.toInstant();
        Recording stored = stored(receiving(newCall(), RECORDING_ID, end), flagged);
        Instant deadline = end.plus(flagged ? LONG : SHORT);

        // when
        var early = claim(deadline.minus(MICRO));
        var due = claim(deadline);

        // then
        assertThat(early).isEmpty();
        assertThat(due).containsExactly(stored.id());
    }

    private long secondsKept(Recording recording) {
        return ((Number) entities.createNativeQuery(
                                "SELECT cast(extract(epoch FROM expires_at - retain_from) AS bigint) FROM recording WHERE id = :id")
                        .setParameter("id", recording.id())
                        .getSingleResult())
                .longValue();
    }
}
