package dk.slettefrist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.platform.Period;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.WithoutJobs;

/** What was purged lies years back, and is written by SQL as any version would. */
@QuarkusTest
@TestProfile(WithoutJobs.class)
@QuarkusTestResource(TestServers.class)
class PurgeTallyTest {

    private static final Instant DAY = Instant.parse("2021-03-01T00:00:00Z");
    private static final List<Instant> MONTHS = List.of(
            Instant.parse("2021-03-01T00:00:00Z"),
            Instant.parse("2021-04-01T00:00:00Z"),
            Instant.parse("2021-05-01T00:00:00Z"),
            Instant.parse("2021-07-01T00:00:00Z"));
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    /** Around what is rounded, and around the tolerance. */
    private static final List<Long> LAGS = List.of(
            0L,
            1L,
            499L,
            500L,
            501L,
            999L,
            1000L,
            1499L,
            1500L,
            250_000L,
            59_999_999L,
            60_000_000L,
            60_000_001L,
            60_000_499L,
            60_000_500L,
            3_600_000_000L);

    private static final String NAIVE =
            """
            SELECT concat_ws(' ',
                count(*) FILTER (WHERE received_at >= f AND received_at < t AND NOT flagged AND state IN ('STORED', 'PURGING', 'PURGED')),
                count(*) FILTER (WHERE received_at >= f AND received_at < t AND flagged AND state IN ('STORED', 'PURGING', 'PURGED')),
                count(*) FILTER (WHERE received_at >= f AND received_at < t AND state = 'REFUSED'),
                count(*) FILTER (WHERE received_at >= f AND received_at < t AND state = 'FAILED'),
                count(*) FILTER (WHERE purged AND NOT flagged), count(*) FILTER (WHERE purged AND flagged),
                count(*) FILTER (WHERE purged AND lag > 60),
                coalesce(round(percentile_disc(0.5) WITHIN GROUP (ORDER BY lag) FILTER (WHERE purged), 3), 0) * 1000.0,
                coalesce(round(percentile_disc(0.99) WITHIN GROUP (ORDER BY lag) FILTER (WHERE purged), 3), 0) * 1000.0,
                coalesce(round(max(lag) FILTER (WHERE purged), 3), 0) * 1000.0)
            FROM (SELECT *, extract(epoch FROM purged_at - due_at) AS lag, state = 'PURGED' AND purged_at >= f AND purged_at < t AS purged
                FROM recording, (SELECT timestamptz '%s' AS f, timestamptz '%s' AS t) AS period) AS r
            """;

    @Inject
    PurgeTally tally;

    @Inject
    PurgeSums sums;

    @Inject
    PeriodFigures figures;

    @Inject
    DataSource database;

    private final Random random = new Random(25);

    @BeforeEach
    void nothingThere() {
        execute("DELETE FROM purged_tally; DELETE FROM received_tally; DELETE FROM purged_sum;"
                + " UPDATE purge_tally_state SET tallied_until = NULL, summed_until = NULL");
        execute("DELETE FROM recording; DELETE FROM call_fact; DELETE FROM call");
        execute("INSERT INTO call (id, call_key) VALUES ('00000000-0000-7000-8000-000000000001', sha256('call'))");
    }

    /** Sums may lag behind: the version before counts days and adds none. */
    @ParameterizedTest
    @CsvSource({"6, 1, 1", "130, 25, 25", "130, 25, 12"})
    void shouldAnswerTheSameAsTheRowsForAnyPeriodHoweverMuchIsCounted(int days, int counted, int summed) {
        // given
        for (int i = 0; i < 400; i++) {
            purged(between(DAY, days), LAGS.get(random.nextInt(LAGS.size())), random.nextInt(10) == 0);
        }
        for (int i = 0; i < 25; i++) {
            neverStored(between(DAY, days), i % 2 == 0 ? "REFUSED" : "FAILED");
            stored(between(DAY, days), i % 3 == 0);
        }

        for (int round = 0; round < 7; round++) {
            // when, then
            for (int i = 0; i < 25; i++) {
                Instant from =
                        i % 5 == 0 ? DAY.plus(i % 4, ChronoUnit.DAYS) : between(DAY.minus(1, ChronoUnit.DAYS), days);
                Instant to = i % 7 == 0
                        ? from.truncatedTo(ChronoUnit.DAYS).plus(i % 6 + 1, ChronoUnit.DAYS)
                        : from.plusNanos((1 + random.nextInt(days * 86_400)) * 1_000_000_000L);
                assertSame(from, to);
            }
            for (Instant month : MONTHS) {
                assertSame(month, between(month, days));
                assertSame(between(month.minus(days, ChronoUnit.DAYS), days), month);
                assertSame(month, MONTHS.get(MONTHS.size() - 1).plusNanos(1000));
            }
            for (int i = 0; i < counted; i++) {
                tally.countOneDay();
            }
            for (int i = 0; i < summed; i++) {
                sums.addOneDay();
            }
        }
    }

    @Test
    void shouldAddUpOnlyWhatIsCountedAndTellAllOfItFromTheBeginningOfAMonth() {
        // given
        purged(DAY.minus(20, ChronoUnit.DAYS), 250_000L, false);
        purged(DAY.minus(1, ChronoUnit.DAYS), 250_000L, false);
        purged(DAY.plus(1, ChronoUnit.DAYS), 250_000L, true);
        assertThat(sums.addOneDay()).as("nothing is counted yet").isFalse();
        for (int i = 0; i < 22; i++) {
            tally.countOneDay();
        }

        // when
        int days = 0;
        while (sums.addOneDay()) {
            days++;
        }

        // then
        assertThat(days).isEqualTo(22);
        assertThat(text(
                        "SELECT string_agg(concat_ws(' ', since AT TIME ZONE 'UTC', flagged, recordings), ', ' ORDER BY since, flagged)"
                                + " FROM purged_sum WHERE until = '" + DAY + "'"))
                .isEqualTo("-infinity f 2, 2021-02-01 00:00:00 f 2");
        assertThat(text(
                        "SELECT string_agg(concat_ws(' ', since AT TIME ZONE 'UTC', flagged, recordings), ', ' ORDER BY since, flagged)"
                                + " FROM purged_sum WHERE until > '" + DAY + "'"))
                .isEqualTo("2021-03-01 00:00:00 t 1");
    }

    @Test
    void shouldCountEachDayOnceThoughSeveralReplicasCount() throws Exception {
        // given
        purged(DAY.plusSeconds(3600), 250_000L, false);
        purged(DAY.plus(3, ChronoUnit.DAYS), 250_000L, true);
        ExecutorService replicas = Executors.newFixedThreadPool(2);

        // when
        Callable<Integer> some = () -> {
            int days = 0;
            for (int i = 0; i < 10; i++) {
                days += tally.countOneDay() ? 1 : 0;
                sums.addOneDay();
            }
            return days;
        };
        for (Future<Integer> each : replicas.invokeAll(List.of(some, some))) {
            each.get();
        }
        replicas.shutdown();

        // then
        assertThat(number("SELECT sum(recordings) FROM purged_tally")).isEqualTo(2);
        assertThat(number("SELECT sum(recordings) FROM received_tally")).isEqualTo(2);
        assertThat(number(
                        "SELECT sum(recordings) FROM purged_sum WHERE until = '" + DAY.plus(4, ChronoUnit.DAYS) + "'"))
                .isEqualTo(2);
    }

    @Test
    void shouldCountNothingWhileATransactionIsOpenThatMayStillPurgeInTheDay() throws SQLException {
        // given
        Instant yesterday = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        execute("UPDATE purge_tally_state SET tallied_until = '" + DAY + "'");
        boolean open;
        boolean ended;

        // when
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1");
            execute("UPDATE purge_tally_state SET tallied_until = '" + yesterday + "'");
            dk.slettefrist.testing.AdjustableTime.pass(Duration.ofDays(4));
            open = tally.countOneDay();
            other.rollback();
        }
        execute("UPDATE purge_tally_state SET tallied_until = '" + DAY + "'");
        ended = tally.countOneDay();

        // then
        assertThat(List.of(open, ended)).containsExactly(false, true);
    }

    @Test
    void shouldNotCountADayThatIsNotOver() {
        // given
        execute("UPDATE purge_tally_state SET tallied_until = '"
                + Instant.now().plus(4000, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS) + "'");

        // when, then
        assertThat(tally.countOneDay()).isFalse();
    }

    /** As where the clock of the database was ahead when the day was counted, and is right again. */
    @Test
    void shouldCountAnewWhatWasPurgedInADayAfterItWasCounted() {
        // given
        purged(DAY.plusSeconds(3600), 250_000L, false);
        purged(DAY.plus(1, ChronoUnit.DAYS).plusSeconds(3600), 250_000L, false);
        assertThat(tally.countOneDay() && tally.countOneDay() && sums.addOneDay())
                .isTrue();
        tally.discardUnlessRight();
        assertThat(number("SELECT sum(recordings) FROM purged_tally")).isEqualTo(2);
        purged(DAY.plusSeconds(7200), 61_000_000L, false);

        // when
        tally.discardUnlessRight();

        // then
        assertThat(number("SELECT (SELECT count(*) FROM purged_tally) + (SELECT count(*) FROM received_tally)"
                        + " + (SELECT count(*) FROM purged_sum)"))
                .isZero();
        assertSame(DAY.minusSeconds(1), DAY.plus(3, ChronoUnit.DAYS));
        for (int i = 0; i < 10; i++) {
            tally.countOneDay();
            sums.addOneDay();
        }
        assertThat(number("SELECT sum(recordings) FROM purged_tally")).isEqualTo(3);
        assertSame(DAY.minusSeconds(1), DAY.plus(3, ChronoUnit.DAYS));
    }

    @Test
    void shouldCountOnlyTheLastDaysAnew() {
        // given
        purged(DAY.minus(40, ChronoUnit.DAYS), 250_000L, false);
        purged(DAY.plusSeconds(3600), 250_000L, false);
        for (int i = 0; i < 41; i++) {
            tally.countOneDay();
            sums.addOneDay();
        }
        assertThat(number("SELECT sum(recordings) FROM purged_tally")).isEqualTo(2);
        purged(DAY.plusSeconds(7200), 61_000_000L, false);

        // when
        tally.discardUnlessRight();

        // then
        assertThat(number("SELECT sum(recordings) FROM purged_tally")).isEqualTo(1);
        assertSame(DAY.minus(50, ChronoUnit.DAYS), DAY.plus(3, ChronoUnit.DAYS));
        for (int i = 0; i < 12; i++) {
            tally.countOneDay();
            sums.addOneDay();
        }
        assertThat(number("SELECT sum(recordings) FROM purged_tally")).isEqualTo(3);
        assertSame(DAY.minus(50, ChronoUnit.DAYS), DAY.plus(3, ChronoUnit.DAYS));
        assertSame(DAY.minus(20, ChronoUnit.DAYS), DAY.plus(3, ChronoUnit.DAYS));
    }

    @Test
    void shouldNotTrustWhatIsCountedOfTheFuture() {
        // given
        Instant future = Instant.now().plus(4000, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
        execute("UPDATE purge_tally_state SET tallied_until = '" + future + "'");

        purged(DAY.plusSeconds(3600), 250_000L, false);

        // when, then
        assertSame(DAY.minusSeconds(1), DAY.plus(3, ChronoUnit.DAYS));
        tally.discardUnlessRight();
        assertThat(text("SELECT tallied_until < now() FROM purge_tally_state")).isEqualTo("t");
    }

    /** What the replicas' job does where one day cannot be added: it is counted twice here. */
    @Test
    void shouldCountDaysThoughOneOfThemCannotBeAdded() {
        // given
        Instant day = Instant.now().minus(6, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
        Instant month = PurgeSums.monthOf(day);
        purged(day.plusSeconds(3600), 250_000L, false);
        purged(day.plus(3, ChronoUnit.DAYS).plusSeconds(3600), 250_000L, false);
        execute("INSERT INTO purged_sum (since, until, flagged, lag_ms, lag_ms_up, recordings) VALUES ('" + month
                + "', '" + day.plus(1, ChronoUnit.DAYS) + "', false, 250, 250, 1)");

        // when
        assertThatThrownBy(new PurgeTallyJob(tally, sums)::run).isInstanceOf(PersistenceException.class);

        // then
        assertThat(number("SELECT sum(recordings) FROM purged_tally")).isEqualTo(2);
    }

    private void assertSame(Instant from, Instant to) {
        assertThat(figures(from, to)).as(from + " to " + to).isEqualTo(naive(from, to));
    }

    private String figures(Instant from, Instant to) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Period period = new Period(from, to);
            RetentionReport.Received received = figures.received(period);
            PeriodFigures.Purged purged = figures.purged(period, TOLERANCE);
            return "%d %d %d %d %d %d %d %s %s %s"
                    .formatted(
                            received.unflagged(),
                            received.flagged(),
                            received.refusedLate(),
                            received.failed(),
                            purged.counts().unflagged(),
                            purged.counts().flagged(),
                            purged.counts().late(),
                            Math.round(purged.lag().p50() * 1000),
                            Math.round(purged.lag().p99() * 1000),
                            Math.round(purged.lag().max() * 1000));
        });
    }

    private String naive(Instant from, Instant to) {
        return text(NAIVE.formatted(from, to)).replaceAll("\\.0+", "");
    }

    private Instant between(Instant from, int days) {
        return from.plusNanos(random.nextLong(days * 86_400_000_000L) * 1000);
    }

    private void purged(Instant due, long lagMicros, boolean flagged) {
        Instant received = due.minus(flagged ? Duration.ofDays(2) : Duration.ofMinutes(30));
        add(
                "PURGED",
                flagged,
                received,
                due,
                "'" + due.plusNanos(lagMicros * 1000) + "', NULL, NULL, NULL, NULL, NULL");
    }

    private void neverStored(Instant received, String state) {
        add(state, false, received, received.plusSeconds(1800), "NULL, NULL, NULL, NULL, NULL, NULL");
    }

    /** Of the far future, so that no sweep takes it. */
    private void stored(Instant received, boolean flagged) {
        add(
                "STORED",
                flagged,
                received,
                Instant.parse("2099-01-01T00:00:00Z"),
                "NULL, 'rec/00000000/' || gen_random_uuid(), repeat('0', 64), 1, 'audio/wav', '2099-01-01T00:00:00Z'");
    }

    private void add(String state, boolean flagged, Instant received, Instant due, String rest) {
        execute(
                """
                INSERT INTO recording (id, call_ref, source, recording_key, state, flagged, started_at, ended_at, received_at, retain_from,
                    expires_at, due_at, purged_at, object_key, sha256, size_bytes, content_type, sweep_at)
                SELECT gen_random_uuid(), id, 'pbx', sha256(convert_to(gen_random_uuid()::text, 'UTF8')), '%s', %s, '%3$s', '%3$s', '%3$s', '%3$s',
                    '%4$s', '%4$s', %5$s FROM call
                """
                        .formatted(state, flagged, received, due, rest));
    }

    private long number(String sql) {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
