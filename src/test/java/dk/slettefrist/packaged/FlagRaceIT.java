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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.packaged.Caller.Answer;
import dk.slettefrist.packaged.Story.Periods;
import dk.slettefrist.testing.Sound;

/**
 * Flags against the purge, within a millisecond of the deadline. Some calls whose recordings have the same deadline are flagged through two
 * replicas at once, both of which sweep as often as they may. Locks hold the flags back until just before the deadline; that moment is
 * moved until half of them come too late. {@code -Dslettefrist.races=} says how many calls.
 */
@Tag("alone")
class FlagRaceIT {

    private static final int RACES = Integer.getInteger("slettefrist.races", 300);
    private static final Periods PERIODS = new Periods(Duration.ofSeconds(30), Duration.ofHours(5));
    /** Of one deadline. */
    private static final int CALLS = 4;
    /** From one deadline to the next. */
    private static final Duration PACE = Duration.ofMillis(240);
    /** How long before the deadline the flags are on their way: half way between two others. */
    private static final Duration ADVANCE = PACE.multipliedBy(5).dividedBy(2);
    /** How long before the deadline the locks are let go at the latest, if not all flags wait. */
    private static final long LATEST_MILLIS = 40;

    /** Deadlines whose recordings are delivered together, on a quick machine before the first of them comes. */
    private static final int DEADLINES = 100;

    /** How long before its deadline a recording is delivered at least. */
    private static final Duration NOTICE = Duration.ofSeconds(8);

    private static final long STEP_MICROS = 100;
    /** A machine that is slower than that is not aimed with any better. */
    private static final long LONGEST_LEAD_MICROS = 30_000;

    private static final byte[] THREAT = "{\"reason\":\"THREAT\"}".getBytes(StandardCharsets.UTF_8);

    private static Stage stage;
    private static PackagedService one;
    private static PackagedService other;

    private final ExecutorService uploads = Executors.newFixedThreadPool(CALLS);
    private final ExecutorService gates = Executors.newCachedThreadPool();
    private final ExecutorService flags = Executors.newCachedThreadPool();
    private final Caller callsOne = new Caller(() -> one);
    private final Caller callsOther = new Caller(() -> other);
    /** How long before the deadline flags are let go. */
    private final AtomicLong leadMicros = new AtomicLong(1_000);

    /** A recording as it was delivered. */
    private record Delivered(String callId, String id, byte[] audio, Instant deadline) {}

    /**
     * What came of it.
     *
     * @param letGo by the database's clock
     * @param answers of both replicas
     */
    private record Race(Delivered of, Instant letGo, List<Answer> answers) {

        boolean won() {
            return answers.get(0).status() == 200;
        }

        /** Of one that was won. */
        Instant decidedAt() {
            return answers.get(0).instant("/flag/at");
        }

        boolean isLetGoWithin(long micros) {
            return Math.abs(ChronoUnit.MICROS.between(letGo, of.deadline())) <= micros;
        }

        boolean isDecidedWithin(long micros) {
            return ChronoUnit.MICROS.between(decidedAt(), of.deadline()) <= micros;
        }
    }

    @BeforeAll
    static void start() {
        stage = Stage.open(PERIODS);
        stage.change("slettefrist.purge.interval", "PT0.1S");
        one = stage.launch();
        other = stage.launch();
        one.awaitReady();
        other.awaitReady();
    }

    @AfterEach
    void end() {
        Stream.of(uploads, gates, flags).forEach(ExecutorService::shutdownNow);
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
        report(won, lost);
        assertThat(won).hasSizeGreaterThan(RACES / 20);
        assertThat(lost).hasSizeGreaterThan(RACES / 20);
    }

    private List<Race> runAll() {
        List<Race> races = new ArrayList<>();
        while (races.size() < RACES) {
            int deadlines = Math.min(DEADLINES, (RACES - races.size() + CALLS - 1) / CALLS);
            races.addAll(run(deadlines));
        }
        return races;
    }

    private List<Race> run(int deadlines) {
        List<CompletableFuture<List<Race>>> rounds = new ArrayList<>();
        Instant deadline = Instant.EPOCH;
        for (int i = 0; i < deadlines; i++) {
            deadline = later(
                    deadline.plus(PACE),
                    Instant.now().truncatedTo(ChronoUnit.MICROS).plus(NOTICE));
            List<Delivered> calls = deliver(deadline);
            rounds.add(CompletableFuture.supplyAsync(() -> race(calls), gates));
        }
        return rounds.stream().flatMap(round -> round.join().stream()).toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<Delivered> deliver(Instant deadline) {
        return IntStream.range(0, CALLS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> upload(deadline), uploads))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private Delivered upload(Instant deadline) {
        String callId = "race-" + UUID.randomUUID();
        byte[] audio = Sound.wav();
        Instant endedAt = deadline.minus(PERIODS.unflagged());
        Answer stored = callsOne.ask(
                "pbx",
                "PUT",
                "/api/v1/calls/" + callId + "/recordings/r?startedAt=" + endedAt + "&endedAt=" + endedAt,
                audio);
        assertThat(stored.status()).as(stored.toString()).isEqualTo(201);
        assertThat(stored.instant("/expiresAt")).isEqualTo(deadline);
        return new Delivered(callId, stored.json().at("/id").asText(), audio, deadline);
    }

    /** Sends two flags for each, holds them back by the calls' locks until shortly before the deadline, and lets them go. */
    private List<Race> race(List<Delivered> calls) {
        Instant deadline = calls.get(0).deadline();
        pauseUntil(deadline.minus(ADVANCE));
        try (Gate gate = Gate.close(
                stage.database(), calls.stream().map(Delivered::callId).toList())) {
            List<CompletableFuture<Answer>> first = flag(callsOne, calls);
            List<CompletableFuture<Answer>> second = flag(callsOther, calls);
            boolean allWait = awaitAll(gate, 2 * calls.size(), deadline);
            Instant letGo = gate.openAt(deadline.minus(leadMicros.get(), ChronoUnit.MICROS));
            List<Race> races = IntStream.range(0, calls.size())
                    .mapToObj(i -> new Race(
                            calls.get(i),
                            letGo,
                            List.of(first.get(i).join(), second.get(i).join())))
                    .toList();
            if (allWait) {
                aim(races.stream().filter(Race::won).count(), calls.size());
            }
            return races;
        }
    }

    /** Whether so many wait in time. */
    private static boolean awaitAll(Gate gate, int many, Instant deadline) {
        boolean all = gate.waiting() == many;
        while (!all && Instant.now().isBefore(deadline.minusMillis(LATEST_MILLIS))) {
            Caller.pause(10);
            all = gate.waiting() == many;
        }
        return all;
    }

    /** Earlier when most came too late, later when most came in time; the farther, the farther it is from the deadline. */
    private void aim(long won, int all) {
        leadMicros.updateAndGet(
                lead -> Math.min(LONGEST_LEAD_MICROS, lead + Math.max(STEP_MICROS, lead / 8) * (all - 2 * won) / all));
    }

    private static void pauseUntil(Instant time) {
        Caller.pause(Math.max(0, Duration.between(Instant.now(), time).toMillis()));
    }

    private List<CompletableFuture<Answer>> flag(Caller caller, List<Delivered> calls) {
        return calls.stream()
                .map(call -> CompletableFuture.supplyAsync(() -> flag(caller, call.callId()), flags))
                .toList();
    }

    private static Answer flag(Caller caller, String callId) {
        return caller.ask(
                "operator", "PUT", "/api/v1/calls/" + callId + "/flag", THREAT, "Content-Type", "application/json");
    }

    /** Both were decided under one lock, so the second cannot see what the first one did not leave. */
    private static void assertAgreed(Race race) {
        List<Answer> answers = race.answers();
        assertThat(answers.get(0).status()).as(answers.toString()).isIn(200, 410);
        assertThat(answers.get(1).status())
                .as(answers.toString())
                .isEqualTo(answers.get(0).status());
    }

    private void assertKept(Race race) {
        Delivered of = race.of();
        for (Answer answer : race.answers()) {
            assertThat(answer.json().at("/flagged").asBoolean()).isTrue();
            assertThat(answer.instant("/flag/at")).isBefore(of.deadline());
            assertThat(answer.instant("/recordings/0/expiresAt"))
                    .isEqualTo(of.deadline().minus(PERIODS.unflagged()).plus(PERIODS.flagged()));
        }
        Answer heard = callsOther.ask("supervisor", "GET", "/api/v1/recordings/" + of.id() + "/audio", null);
        assertThat(heard.status()).as(heard.toString()).isEqualTo(200);
        assertThat(heard.body()).isEqualTo(of.audio());
    }

    private static List<String> ids(List<Race> races) {
        return races.stream().map(race -> race.of().id()).toList();
    }

    /** When a flag that came too late was decided nobody says; when it was let go is known of all. */
    private void report(List<Race> won, List<Race> lost) {
        System.out.printf(
                "flags %d of %d calls: %d calls saved, %d purged; let go within 1 ms of the deadline %d and %d, within 2 ms %d and %d;"
                        + " the saved ones decided within 1 ms %d, 2 ms %d; lead %d us%n",
                2 * (won.size() + lost.size()),
                won.size() + lost.size(),
                won.size(),
                lost.size(),
                won.stream().filter(race -> race.isLetGoWithin(1_000)).count(),
                lost.stream().filter(race -> race.isLetGoWithin(1_000)).count(),
                won.stream().filter(race -> race.isLetGoWithin(2_000)).count(),
                lost.stream().filter(race -> race.isLetGoWithin(2_000)).count(),
                won.stream().filter(race -> race.isDecidedWithin(1_000)).count(),
                won.stream().filter(race -> race.isDecidedWithin(2_000)).count(),
                leadMicros.get());
    }
}
