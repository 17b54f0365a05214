package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.packaged.Caller.Answer;
import dk.slettefrist.packaged.Story.Periods;
import dk.slettefrist.testing.Sound;

/** Two replicas on one database and bucket. */
@Tag("alone")
class ClusterIT {

    private static final Periods PERIODS = new Periods(Duration.ofSeconds(12), Duration.ofSeconds(30));
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Seconds until others go on with deletions, and until a claim is taken over after its lease. */
    private static final double AT_ONCE = 2;

    private final List<PackagedService> replicas = new CopyOnWriteArrayList<>();
    private final Caller caller = new Caller(this::any);
    private Stage stage;
    private Inspection inspection;

    @BeforeEach
    void start() {
        stage = Stage.open(PERIODS);
        inspection = new Inspection(stage.database(), stage.store());
        replicas.add(stage.launchToHalt().awaitReady());
        replicas.add(stage.launch().awaitReady());
    }

    @AfterEach
    void stop() {
        replicas.forEach(PackagedService::kill);
        stage.close();
    }

    @Test
    void shouldGoOnAtOnceAndTakeOverTheClaimsOfADeadReplica() {
        // given
        Set<String> ids = deliver(150);

        // when
        stage.halter().haltAt(KillPoint.CLAIM_COMMITTED);
        assertThat(stage.halter().awaitReached(PATIENCE)).isTrue();
        Instant killed = Instant.now();
        replicas.remove(0).kill();
        Set<String> orphaned = inspection.claimed();

        // then
        Awaitility.await("all are purged")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(inspection.count("PURGED", ids)).isEqualTo(ids.size()));
        Set<String> taken = inspection.purgedAfter(killed.plus(LEASE).minusSeconds(1), orphaned);
        assertThat(taken).as("claims that the dead one left").isNotEmpty();
        assertThat(inspection.longestLag(killed, taken))
                .as("seconds until they were taken over")
                .isBetween(LEASE.toSeconds() - 1.0, LEASE.toSeconds() + AT_ONCE);
        Set<String> others = ConcurrentHashMap.newKeySet();
        others.addAll(ids);
        others.removeAll(taken);
        assertThat(inspection.firstLag(killed))
                .as("seconds until deletions went on")
                .isLessThan(AT_ONCE);
        assertThat(inspection.longestLag(killed, others))
                .as("seconds that the others took, which wait for no lease")
                .isLessThan(LEASE.toSeconds());
        assertThat(inspection.wrongAudit()).isEmpty();
        assertThat(inspection.strayFiles()).isEmpty();
        System.out.printf(
                "killed with %d claims, taken over after %.1f s; deletions went on after %.1f s, with a lag of %.1f s at most%n",
                taken.size(),
                inspection.longestLag(killed, taken),
                inspection.firstLag(killed),
                inspection.longestLag(killed, others));
    }

    @Test
    void shouldAnswerEverybodyWhileItIsRestartedOneByOne() {
        try (Load load = Load.start(caller, PERIODS, 12)) {
            // given
            Awaitility.await("some calls")
                    .atMost(PATIENCE)
                    .until(() -> load.acknowledged().size() > 12);

            // when
            for (int i = 0; i < 2; i++) {
                replicas.get(0).close();
                replicas.remove(0);
                replicas.add(stage.launch().awaitReady());
            }
            Instant restarted = Instant.now();

            // then
            int before = load.acknowledged().size();
            Awaitility.await("calls afterwards")
                    .atMost(PATIENCE)
                    .until(() -> load.acknowledged().size() > before + 12);
            load.checkAll();
            assertThat(load.violations()).isEmpty();
            assertThat(inspection.overdue(restarted.minusSeconds(10))).isEmpty();
            assertThat(inspection.missingFiles()).isEmpty();
            assertThat(inspection.wrongAudit()).isEmpty();
            System.out.printf(
                    "restarted one by one: %d requests, %d of them sent again%n", caller.asked(), caller.repeated());
        }
    }

    /** Recordings that ended one after another; answers our identifiers of them. */
    private Set<String> deliver(int count) {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<? extends Future<?>> uploads = IntStream.range(0, count)
                .mapToObj(i -> threads.submit(() -> ids.add(deliver())))
                .toList();
        threads.shutdown();
        for (Future<?> upload : uploads) {
            try {
                upload.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return ids;
    }

    private String deliver() {
        Instant endedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Answer answer = caller.ask(
                "pbx",
                "PUT",
                "/api/v1/calls/" + UUID.randomUUID() + "/recordings/r?startedAt=" + endedAt + "&endedAt=" + endedAt,
                Sound.wav());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().at("/id").asText();
    }

    private PackagedService any() {
        return replicas.get(ThreadLocalRandom.current().nextInt(replicas.size()));
    }
}
