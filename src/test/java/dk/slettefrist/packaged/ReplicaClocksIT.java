package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dk.slettefrist.packaged.Caller.Answer;
import dk.slettefrist.packaged.Story.Periods;
import dk.slettefrist.testing.Sound;

/**
 * Two replicas, one with its clock seconds ahead of the database's, one behind it. Runs where {@code -Dslettefrist.faketime=} names the
 * library that sets the clock of a process, {@code libfaketimeMT.so.1}.
 */
@Tag("alone")
@EnabledIfSystemProperty(
        named = ClockOffset.LIBRARY,
        matches = ".+",
        disabledReason = "-Dslettefrist.faketime names no libfaketimeMT.so.1")
class ReplicaClocksIT {

    private static final int SECONDS = 7;
    private static final Periods PERIODS = new Periods(Duration.ofSeconds(8), Duration.ofSeconds(14));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Less than one clock is off, more than a slow machine needs. */
    private static final double LATE = 6;

    private static final int FLAGS = 40;
    /** From the first flag to the last; the deadline is in the middle. */
    private static final Duration AROUND_THE_DEADLINE = Duration.ofSeconds(4);

    private static final Pattern SKEW = Pattern.compile("(?m)^slettefrist_clock_skew_seconds(?:\\{.*})? (\\S+)$");
    private static final byte[] THREAT = "{\"reason\":\"THREAT\"}".getBytes(StandardCharsets.UTF_8);

    private static Stage stage;
    private static Inspection inspection;
    private static PackagedService ahead;
    private static PackagedService behind;

    @BeforeAll
    static void open() {
        stage = Stage.open(PERIODS);
        inspection = new Inspection(stage.database(), stage.store());
        behind = stage.launch(new ClockOffset(-SECONDS));
    }

    @BeforeEach
    void start() {
        if (ahead == null) {
            ahead = stage.launch(new ClockOffset(SECONDS));
        }
        ahead.awaitReady();
        behind.awaitReady();
    }

    @AfterAll
    static void close() {
        stopAhead();
        behind.close();
        stage.close();
    }

    @Test
    void shouldShowOfEachReplicaHowFarItsClockIsOff() {
        assertShown(ahead, SECONDS);
        assertShown(behind, -SECONDS);
    }

    @Test
    void shouldPurgeNothingEarlyAndNothingLate() {
        // given
        Instant begin = Instant.now();
        Caller either = new Caller(() -> ThreadLocalRandom.current().nextBoolean() ? ahead : behind);
        try (Load load = Load.start(either, PERIODS, 12)) {
            Awaitility.await("purged by both")
                    .atMost(PATIENCE)
                    .until(() -> inspection.count("PURGED", load.acknowledged()) > 30);

            // when
            stopAhead();

            // then
            Awaitility.await("purged by the one that is behind")
                    .atMost(PATIENCE)
                    .until(() ->
                            load.acknowledged().size() > 60 && inspection.count("PURGED", load.acknowledged()) > 60);
            load.checkAll();
            assertThat(load.violations()).isEmpty();
        }
        assertThat(inspection.purgedEarly()).isEmpty();
        assertThat(inspection.longestLag(begin)).as("seconds").isLessThan(LATE);
        assertThat(inspection.missingFiles()).isEmpty();
        assertThat(inspection.wrongAudit()).isEmpty();
    }

    @Test
    void shouldDecideFlagsAtTheDeadlineByTheClockOfTheDatabase() {
        // given
        Caller callsAhead = new Caller(() -> ahead);
        Caller callsBehind = new Caller(() -> behind);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();

        // when
        for (int i = 0; i < FLAGS; i++) {
            Caller caller = i % 2 == 0 ? callsAhead : callsBehind;
            Duration before = AROUND_THE_DEADLINE
                    .dividedBy(2)
                    .minus(AROUND_THE_DEADLINE.multipliedBy(i).dividedBy(FLAGS));
            answers.add(CompletableFuture.supplyAsync(() -> flagBeforeDeadline(caller, before), threads));
        }

        // then
        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().status()).toList();
        threads.shutdown();
        assertThat(statuses).contains(200, 410);
    }

    /** A call of its own, checked against the time of this machine, which is the database's. */
    private static Answer flagBeforeDeadline(Caller caller, Duration before) {
        String call = "/api/v1/calls/" + UUID.randomUUID();
        Instant endedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Answer stored = caller.ask(
                "pbx", "PUT", call + "/recordings/r?startedAt=" + endedAt + "&endedAt=" + endedAt, Sound.wav());
        assertThat(stored.status()).as(stored.toString()).isEqualTo(201);
        Instant deadline = stored.instant("/expiresAt");
        assertThat(deadline).isEqualTo(endedAt.plus(PERIODS.unflagged()));
        Caller.pause(Math.max(
                0, Duration.between(Instant.now(), deadline.minus(before)).toMillis()));
        Answer flagged = caller.ask("operator", "PUT", call + "/flag", THREAT, "Content-Type", "application/json");
        if (flagged.answeredAt().isBefore(deadline)) {
            assertThat(flagged.status()).as(flagged + ", deadline " + deadline).isEqualTo(200);
        } else if (!flagged.sentAt().isBefore(deadline)) {
            assertThat(flagged.status()).as(flagged + ", deadline " + deadline).isEqualTo(410);
        }
        if (flagged.status() == 200) {
            assertThat(flagged.instant("/flag/at")).isBetween(flagged.sentAt(), flagged.answeredAt());
        }
        return flagged;
    }

    private static void assertShown(PackagedService replica, int seconds) {
        PackagedApi api = new PackagedApi(replica);
        Matcher skew = SKEW.matcher(api.metrics());
        assertThat(skew.find()).isTrue();
        // The least that is certain: the time that the database took to answer is taken off.
        assertThat(Double.parseDouble(skew.group(1)) / Integer.signum(seconds)).isBetween(5.0, (double) SECONDS);
        JsonPath ready = JsonPath.from(api.ready());
        assertThat(ready.getString("status")).isEqualTo("UP");
        assertThat(ready.getBoolean("checks.find { it.name == 'Clock' }.data.withinBounds"))
                .isFalse();
        assertThat(ready.getInt("checks.find { it.name == 'Clock' }.data.skewMillis") / Integer.signum(seconds))
                .isBetween(5000, SECONDS * 1000);
        assertThat(replica.log()).contains("The clock of this replica is off the database's");
    }

    private static void stopAhead() {
        if (ahead != null) {
            ahead.close();
            ahead = null;
        }
    }
}
