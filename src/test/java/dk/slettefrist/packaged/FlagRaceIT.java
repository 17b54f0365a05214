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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.packaged.Caller.Answer;
import dk.slettefrist.packaged.Story.Periods;
import dk.slettefrist.testing.Sound;

/**
 * Flags against the purge, within milliseconds of the deadline. Each recording is flagged through two replicas at once, both of which sweep
 * as often as they may. A lock holds the flags back until just before the deadline; that moment is moved until half of them come too late. {@code -Dslettefrist.races=} says how many.
 */
@Tag("alone")
class FlagRaceIT {

    private static final int RACES = Integer.getInteger("slettefrist.races", 750);
    private static final Periods PERIODS = new Periods(Duration.ofSeconds(8), Duration.ofMinutes(30));
    private static final long PACE_MICROS = 40_000;
    private static final double JITTER_MICROS = 500;
    private static final long STEP_MICROS = 250;
    /** How long before the deadline the flags are on their way. */
    private static final long GATE_MILLIS = 600;

    private static final byte[] THREAT = "{\"reason\":\"THREAT\"}".getBytes(StandardCharsets.UTF_8);

    private static Stage stage;
    private static PackagedService one;
    private static PackagedService other;

    private final ScheduledExecutorService uploads = Executors.newScheduledThreadPool(4);
    private final ScheduledExecutorService gates = Executors.newScheduledThreadPool(24);
    private final ScheduledExecutorService flags = Executors.newScheduledThreadPool(48);
    private final Caller callsOne = new Caller(() -> one);
    private final Caller callsOther = new Caller(() -> other);
    /** How long before the deadline flags are let go. */
    private final AtomicLong leadMicros = new AtomicLong(2_000);

    /** @param answers of both replicas */
    private record Race(
            String id, byte[] audio, Instant retainFrom, Instant deadline, CompletableFuture<List<Answer>> answers) {

        boolean won() {
            return answers.join().get(0).status() == 200;
        }
    }

    @BeforeAll
    static void start() {
        stage = Stage.open(PERIODS);
        stage.change("slettefrist.purge.interval", "PT0.1S");
        one = stage.launch().awaitReady();
        other = stage.launch().awaitReady();
    }

    @AfterAll
    static void stop() {
        one.kill();
        other.kill();
        stage.close();
    }

    @Test
    void shouldKeepWhatWasFlaggedAndPurgeWhatWasNotAtTheSameMoment() {
        // when
        List<Race> races = runAll();

        // then
        List<Race> won = races.stream().filter(Race::won).toList();
        List<Race> lost = races.stream().filter(race -> !race.won()).toList();
        races.forEach(FlagRaceIT::assertAgreed);
        won.forEach(this::assertKept);
        Inspection inspection = new Inspection(stage.database(), stage.store());
        Awaitility.await("purged").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        inspection.count("PURGED", ids(lost)))
                .isEqualTo(lost.size()));
        assertThat(inspection.count("STORED", ids(won))).isEqualTo(won.size());
        assertThat(inspection.flaggedOnce(ids(won))).isEqualTo(won.size());
        assertThat(inspection.everFlagged(ids(lost))).isZero();
        assertThat(inspection.wrongAudit()).isEmpty();
        assertThat(inspection.files()).as("files: one of each that is kept").hasSameSizeAs(won);
        report(races.size(), won, lost);
        assertThat(won).hasSizeGreaterThan(RACES / 10);
        assertThat(lost).hasSizeGreaterThan(RACES / 10);
    }

    private List<Race> runAll() {
        List<Race> races = new ArrayList<>();
        List<CompletableFuture<Race>> uploaded = new ArrayList<>();
        Instant begin = Instant.now();
        for (int i = 0; i < RACES; i++) {
            Instant next = begin.plus(i * PACE_MICROS, ChronoUnit.MICROS);
            uploaded.add(after(uploads, next, this::upload));
        }
        uploaded.forEach(upload -> races.add(upload.join()));
        races.forEach(race -> race.answers().join());
        uploads.shutdown();
        gates.shutdown();
        flags.shutdown();
        return races;
    }

    private Race upload() {
        String callId = "race-" + UUID.randomUUID();
        byte[] audio = Sound.wav();
        Instant endedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Answer stored = callsOne.ask(
                "pbx",
                "PUT",
                "/api/v1/calls/" + callId + "/recordings/r?startedAt=" + endedAt + "&endedAt=" + endedAt,
                audio);
        assertThat(stored.status()).as(stored.toString()).isEqualTo(201);
        Instant deadline = stored.instant("/expiresAt");
        CompletableFuture<List<Answer>> answers = new CompletableFuture<>();
        after(gates, deadline.minusMillis(GATE_MILLIS), () -> race(callId, deadline))
                .whenComplete((both, failure) -> {
                    if (failure == null) {
                        leadMicros.addAndGet(both.get(0).status() == 200 ? -STEP_MICROS : STEP_MICROS);
                        answers.complete(both);
                    } else {
                        answers.completeExceptionally(failure);
                    }
                });
        return new Race(
                stored.json().at("/id").asText(), audio, deadline.minus(PERIODS.unflagged()), deadline, answers);
    }

    /** Sends both flags, holds them back by the call's lock until shortly before the deadline, and lets them go. */
    private List<Answer> race(String callId, Instant deadline) {
        try (Gate gate = Gate.close(stage.database(), callId)) {
            CompletableFuture<Answer> first = after(flags, Instant.now(), () -> flag(callsOne, callId));
            CompletableFuture<Answer> second = after(flags, Instant.now(), () -> flag(callsOther, callId));
            while (gate.waiting() < 2 && Instant.now().isBefore(deadline)) {
                Caller.pause(10);
            }
            long jitter = (long) (ThreadLocalRandom.current().nextGaussian() * JITTER_MICROS);
            awaitExactly(deadline.minus(leadMicros.get() + jitter, ChronoUnit.MICROS));
            gate.open();
            return List.of(first.join(), second.join());
        }
    }

    private static void awaitExactly(Instant time) {
        Caller.pause(Math.max(0, Duration.between(Instant.now(), time).toMillis() - 1));
        while (Instant.now().isBefore(time)) {
            Thread.onSpinWait();
        }
    }

    private static Answer flag(Caller caller, String callId) {
        return caller.ask(
                "operator", "PUT", "/api/v1/calls/" + callId + "/flag", THREAT, "Content-Type", "application/json");
    }

    private <T> CompletableFuture<T> after(ScheduledExecutorService threads, Instant time, Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        long delay = Math.max(0, Duration.between(Instant.now(), time).toNanos());
        threads.schedule(
                () -> {
                    try {
                        result.complete(task.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                delay,
                TimeUnit.NANOSECONDS);
        return result;
    }

    /** Both were decided under one lock, so the second cannot see what the first one did not leave. */
    private static void assertAgreed(Race race) {
        List<Answer> answers = race.answers().join();
        assertThat(answers.get(0).status()).as(answers.toString()).isIn(200, 410);
        assertThat(answers.get(1).status())
                .as(answers.toString())
                .isEqualTo(answers.get(0).status());
    }

    private void assertKept(Race race) {
        for (Answer answer : race.answers().join()) {
            assertThat(answer.json().at("/flagged").asBoolean()).isTrue();
            assertThat(answer.instant("/flag/at")).isBefore(race.deadline());
            assertThat(answer.instant("/recordings/0/expiresAt"))
                    .isEqualTo(race.retainFrom().plus(PERIODS.flagged()));
        }
        Answer heard = callsOther.ask("supervisor", "GET", "/api/v1/recordings/" + race.id() + "/audio", null);
        assertThat(heard.status()).as(heard.toString()).isEqualTo(200);
        assertThat(heard.body()).isEqualTo(race.audio());
    }

    private static List<String> ids(List<Race> races) {
        return races.stream().map(Race::id).toList();
    }

    private void report(int races, List<Race> won, List<Race> lost) {
        System.out.printf(
                "races %d: %d flagged (decided within 1 ms of the deadline %d, 5 ms %d, 20 ms %d), %d purged; lead %d us%n",
                races,
                won.size(),
                decidedWithin(won, 1_000),
                decidedWithin(won, 5_000),
                decidedWithin(won, 20_000),
                lost.size(),
                leadMicros.get());
    }

    private static long decidedWithin(List<Race> won, long micros) {
        return won.stream()
                .filter(race ->
                        ChronoUnit.MICROS.between(race.answers().join().get(0).instant("/flag/at"), race.deadline())
                                <= micros)
                .count();
    }
}
