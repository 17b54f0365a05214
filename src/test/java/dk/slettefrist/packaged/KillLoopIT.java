package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.packaged.Caller.Answer;
import dk.slettefrist.packaged.Story.Periods;
import dk.slettefrist.packaged.Story.Plot;
import dk.slettefrist.standalone.UnfinishedFiles;

/**
 * The service, its database and its object store are killed, again and again, at named places between two side effects and at any moment,
 * while PBX, operators and supervisors go on. Afterwards all that was acknowledged is there, nothing is left of the rest, and nothing is
 * overdue. {@code -Dslettefrist.kills=all} or a number of random moments runs the long form.
 */
class KillLoopIT {

    private static final Periods PERIODS = new Periods(Duration.ofSeconds(12), Duration.ofSeconds(30));
    private static final Periods SHORTER = new Periods(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final int THREADS = 16;
    /** Longer than the minute after which the reconciler begins. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** What the promise says of a service that is ready again, and twice that for a store whose own process is just starting. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final Duration SETTLED_WITH_STORE = SETTLED.multipliedBy(2);

    private static final Set<KillPoint> FEW_FOR_SERVICE = EnumSet.of(
            KillPoint.PUT_ANSWERED,
            KillPoint.FIRST_PART_ANSWERED,
            KillPoint.SETTLE_BEFORE_COMMIT,
            KillPoint.SETTLE_COMMITTED,
            KillPoint.FLAG_COMMITTED,
            KillPoint.CLAIM_COMMITTED,
            KillPoint.DELETE_ANSWERED,
            KillPoint.BURY_COMMITTED);

    private static final Set<KillPoint> FEW_FOR_DATABASE =
            EnumSet.of(KillPoint.SETTLE_BEFORE_COMMIT, KillPoint.FLAG_COMMITTED, KillPoint.BURY_BEFORE_COMMIT);

    private static final Set<KillPoint> FEW_FOR_STORE =
            EnumSet.of(KillPoint.PUT_BEFORE_REQUEST, KillPoint.LAST_PART_ANSWERED, KillPoint.DELETE_BEGINS);

    /** The sweep comes there when the store is away. */
    private static final Set<KillPoint> WITHOUT_STORE =
            EnumSet.of(KillPoint.RELEASE_BEFORE_COMMIT, KillPoint.RELEASE_COMMITTED);

    private static final Set<KillPoint> FEW_WITHOUT_STORE = EnumSet.of(KillPoint.RELEASE_COMMITTED);

    /** Those that come by themselves while calls are recorded. */
    private static final Set<KillPoint> ORDINARY =
            EnumSet.range(KillPoint.ADMIT_BEFORE_COMMIT, KillPoint.EVENT_COMMITTED);

    static {
        ORDINARY.removeAll(WITHOUT_STORE);
    }

    private final String kills = System.getProperty("slettefrist.kills", "");
    private final List<String> table = new ArrayList<>();

    private Stage stage;
    private Inspection inspection;
    private Caller caller;
    private Load load;

    @BeforeEach
    void start() {
        stage = Stage.open(PERIODS);
        inspection = new Inspection(stage.database(), stage.store());
        caller = new Caller(stage::service);
        load = Load.start(caller, PERIODS, THREADS);
    }

    @AfterEach
    void stop() {
        load.close();
        stage.close();
        table.forEach(System.out::println);
    }

    @Test
    void shouldLoseNothingWhereverTheServiceIsKilled() {
        // given
        stage.start();

        // when
        for (KillPoint point : few() ? FEW_FOR_SERVICE : ORDINARY) {
            reach(point);
            killAndRestart(point.name());
        }
        for (int i = 0; i < moments(2); i++) {
            anyMoment();
            killAndRestart("any moment");
        }
        load.close();
        String before = inspection.periods();
        stage.change(SHORTER);
        killDuringStart(KillPoint.POLICY_BEFORE_COMMIT);
        String uncommitted = inspection.periods();
        killDuringStart(KillPoint.POLICY_COMMITTED);
        Instant ready = stage.start();

        // then
        assertThat(uncommitted).isEqualTo(before).isNotEqualTo(inspection.periods());
        awaitSettled(ready, ready, SETTLED);
        assertAllGone();
        assertCompliant();
    }

    @Test
    void shouldRecoverByItselfWhereverAServerIsKilled() throws IOException {
        // given
        stage.start();
        PackagedService service = stage.service();

        // when
        for (KillPoint point : few() ? FEW_FOR_DATABASE : ORDINARY) {
            reach(point);
            killDatabase(point.name());
        }
        for (KillPoint point : few() ? FEW_FOR_STORE : ORDINARY) {
            reach(point);
            killStore(point.name());
        }
        for (int i = 0; i < moments(1); i++) {
            anyMoment();
            killDatabase("any moment");
            anyMoment();
            killStore("any moment");
        }
        plantOrphan();
        reach(KillPoint.RECONCILE_LISTED);
        killStore(KillPoint.RECONCILE_LISTED.name());
        assertThat(stage.service()).as("never restarted").isSameAs(service);
        assertThat(service.isAlive()).isTrue();
        plantOrphan();
        reach(KillPoint.RECONCILE_DELETED);
        killAndRestart(KillPoint.RECONCILE_DELETED.name());
        for (KillPoint point : few() ? FEW_WITHOUT_STORE : WITHOUT_STORE) {
            killStoreThenServiceAt(point);
        }

        // then
        assertCompliant();
    }

    private void killStoreThenServiceAt(KillPoint point) {
        stage.halter().haltAt(point);
        stage.store().kill();
        assertThat(stage.halter().awaitReached(PATIENCE))
                .as("reached %s", point)
                .isTrue();
        Instant killed = Instant.now();
        stage.killService();
        stage.store().restart();
        Instant ready = stage.start();
        check("service without store at " + point, killed, ready, SETTLED_WITH_STORE);
    }

    private void reach(KillPoint point) {
        stage.halter().haltAt(point);
        Instant end = Instant.now().plus(PATIENCE);
        boolean reached = false;
        while (!reached && Instant.now().isBefore(end)) {
            // One that came too late after an outage is over; the next is not.
            if (point.needsParts()) {
                load.tell(Plot.LARGE);
            }
            reached = stage.halter().awaitReached(PERIODS.unflagged());
        }
        assertThat(reached).as("reached %s", point).isTrue();
    }

    private static void anyMoment() {
        Caller.pause(ThreadLocalRandom.current().nextLong(3000));
    }

    private void killAndRestart(String where) {
        Instant killed = Instant.now();
        stage.killService();
        Instant ready = stage.start();
        check("service at " + where, killed, ready, SETTLED);
    }

    private void killDatabase(String where) {
        Instant killed = Instant.now();
        stage.database().kill();
        stage.halter().goOn();
        stage.database().restart();
        stage.service().awaitReady();
        check("database at " + where, killed, Instant.now(), SETTLED);
    }

    private void killStore(String where) {
        Instant killed = Instant.now();
        stage.store().kill();
        stage.halter().goOn();
        stage.store().restart();
        check("store at " + where, killed, Instant.now(), SETTLED_WITH_STORE);
    }

    private void killDuringStart(KillPoint point) {
        if (stage.service() != null) {
            stage.killService();
        }
        stage.halter().haltNextStartAt(point);
        try (PackagedService starting = stage.launchToHalt()) {
            boolean reached = stage.halter().awaitReached(PATIENCE);
            starting.kill();
            assertThat(reached).as("reached %s", point).isTrue();
        }
        report("service at " + point + ", at its start");
    }

    private void check(String what, Instant killed, Instant ready, Duration atMost) {
        awaitSettled(killed, ready, atMost);
        Instant settled = Instant.now();
        load.checkAll();
        assertThat(inspection.missingFiles()).as("stored, without bytes").isEmpty();
        assertThat(inspection.wrongAudit()).as("events of recordings").isEmpty();
        assertThat(load.violations()).isEmpty();
        report("%-46s ready after %5.1f s, settled after %4.1f s more, longest lag since %4.1f s"
                .formatted(
                        what,
                        Stage.seconds(killed, ready),
                        Stage.seconds(ready, settled),
                        inspection.longestLag(ready)));
    }

    private void awaitSettled(Instant killed, Instant ready, Duration atMost) {
        Awaitility.await("settled after a kill at " + killed)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> {
                    assertThat(inspection.overdue(ready)).as("overdue").isEmpty();
                    assertThat(inspection.unfinished(killed))
                            .as("left of uploads")
                            .isEmpty();
                    assertThat(inspection.strayFiles()).as("files of nobody").isEmpty();
                });
    }

    private void assertAllGone() {
        assertThat(load.acknowledged()).hasSizeGreaterThan(THREADS);
        assertThat(load.repeated()).as("recordings delivered again").isPositive();
        assertThat(inspection.count("PURGED", load.acknowledged()))
                .isEqualTo(load.acknowledged().size());
        assertThat(inspection.files()).isEmpty();
        stage.store().kill();
        stage.store().restart();
        Set<String> files = stage.store().files();
        assertThat(files).noneMatch(file -> UnfinishedFiles.isHeadless(file, files));
        assertThat(inspection.wrongAudit()).isEmpty();
        report("recordings acknowledged %d, only when sent again %d"
                .formatted(load.acknowledged().size(), load.repeated()));
    }

    private void assertCompliant() {
        Instant now = Instant.now();
        Answer report = caller.ask(
                "auditor",
                "GET",
                "/api/v1/reports/retention?from=" + now.minus(Duration.ofDays(1)) + "&to="
                        + now.plus(Duration.ofDays(1)),
                null);
        assertThat(report.json().at("/compliant").asBoolean())
                .as(report.json().toString())
                .isTrue();
    }

    private void plantOrphan() throws IOException {
        Path file = stage.store().file("rec/" + inspection.installation() + "/" + UUID.randomUUID());
        Files.writeString(file, "orphan");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    }

    private void report(String line) {
        table.add(line);
        System.err.println(Instant.now() + " " + line);
    }

    private boolean few() {
        return kills.isEmpty();
    }

    private int moments(int few) {
        return kills.isEmpty() ? few : kills.equals("all") ? 10 * few : Integer.parseInt(kills);
    }
}
