package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Outages;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** The database or the object store is away: nothing is half stored, and the PBX tries again. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OutageTest {

    private static final Logger LOG = Logger.getLogger(OutageTest.class);
    private static final int BACKLOG = 300;

    /** Of a backlog after a short outage: twice what is promised. */
    private static final Duration GOAL = Duration.ofSeconds(10);

    private static final String CHUNKED = "Transfer-Encoding: chunked";

    @Inject
    Switchboard switchboard;

    private Outages outages;
    private Instant from;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        from = switchboard.startAfresh();
    }

    @AfterEach
    void everythingInReach() {
        outages.end();
        await().until(() -> switchboard.operator().calls(Map.of()).statusCode() == 200);
    }

    @Test
    void shouldStoreNothingWhileTheStoreIsAway() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        outages.ofStore();

        // when
        Response response = delivery.put();

        // then
        isUnavailable(response);
        outages.end();
        switchboard.untilStoreHoldsAtMost(Set.of());
        switchboard
                .auditor()
                .retention(from, soon())
                .then()
                .body("received", equalTo(Map.of("unflagged", 0, "flagged", 0, "refusedLate", 0, "failed", 1)))
                .body("stored.unflagged", equalTo(0));
    }

    @Test
    void shouldStoreOnRetryOnceTheStoreIsBack() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        outages.ofStore();
        delivery.put();
        outages.end();

        // when
        Response response = delivery.put();

        // then
        response.then().statusCode(201);
        await().until(() -> overdue() == 0);
        assertThat(switchboard.objects()).hasSize(1);
        assertThat(switchboard.supervisor().audio(response.path("id")).asByteArray())
                .isEqualTo(delivery.audio());
    }

    @Test
    void shouldStoreNothingOfAFormWhileTheStoreIsAway() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        outages.ofStore();

        // when
        Response response = delivery.post();

        // then
        isUnavailable(response);
    }

    @Test
    void shouldStoreNothingWhenTheStoreGoesAwayDuringTheUpload() {
        // given
        Delivery delivery = switchboard.pbx().recording().audio(Sound.wav(12_000_000));
        byte[] audio = delivery.audio();
        try (RawConnection connection = delivery.open("Content-Length: " + audio.length)) {
            connection.send(Arrays.copyOf(audio, 6_000_000));
            await().until(() -> recordings(delivery) == 1);
            outages.ofStore();

            // when
            connection.send(Arrays.copyOfRange(audio, 6_000_000, audio.length));

            // then
            assertThat(connection.answer())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("application/problem+json")
                    .containsIgnoringCase("Retry-After: ");
        }
        outages.end();
        switchboard.untilStoreHoldsAtMost(Set.of());
        delivery.put().then().statusCode(201);
    }

    @Test
    void shouldAnswer503ToListenersWhileTheStoreIsAway() {
        // given
        String id = switchboard.pbx().recording().stored();
        outages.ofStore();

        // when
        Response response = switchboard.supervisor().audio(id);

        // then
        isUnavailable(response);
    }

    @Test
    void shouldStillSaveCallsWhileTheStoreIsAway() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        outages.ofStore();

        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        response.then().statusCode(200).body("recordings.flagged", contains(true));
    }

    @Test
    void shouldLoseNothingWhileTheStoreIsAwayAndClearTheBacklogSoonAfter() {
        // given
        Delivery saved = switchboard.pbx().recording();
        String kept = saved.stored();
        switchboard.operator().flags(saved.callId());
        switchboard.storesMany(BACKLOG);
        outages.ofStore();
        switchboard.pass(Duration.ofMinutes(31));
        await().until(() -> tried() > 0);
        assertThat(overdue()).isEqualTo(BACKLOG);

        // when
        long recovery = System.nanoTime();
        outages.end();

        // then
        await().atMost(GOAL).until(() -> overdue() == 0);
        LOG.infof(
                "A backlog of %d was cleared %d ms after the store was back",
                BACKLOG, Duration.ofNanos(System.nanoTime() - recovery).toMillis());
        assertThat(switchboard.objects())
                .containsExactly(switchboard.objectOf(kept).value());
        assertThat(switchboard.supervisor().audio(kept).asByteArray()).isEqualTo(saved.audio());
        switchboard
                .auditor()
                .retention(from, soon())
                .then()
                .body("purged.unflagged", equalTo(BACKLOG))
                .body("stored.flagged", equalTo(1));
    }

    /** Connections that were open then stay dead, and nobody hangs up. */
    @Test
    void shouldClearTheBacklogSoonAfterTheStoreWasSilent() {
        // given
        switchboard.storesMany(BACKLOG);
        outages.ofAnswersFromStore();
        switchboard.pass(Duration.ofMinutes(31));
        await().until(() -> tried() > 0);
        assertThat(overdue()).isEqualTo(BACKLOG);

        // when
        long recovery = System.nanoTime();
        outages.endForNewConnectionsToStore();

        // then
        await().atMost(GOAL).until(() -> overdue() == 0);
        LOG.infof(
                "A backlog of %d was cleared %d ms after the store answered again",
                BACKLOG, Duration.ofNanos(System.nanoTime() - recovery).toMillis());
        assertThat(switchboard.objects()).isEmpty();
    }

    @Test
    void shouldLoseNothingWhileTheDatabaseIsAwayAndClearTheBacklogSoonAfter() {
        // given
        switchboard.storesMany(BACKLOG);
        Instant until = from.plus(Duration.ofDays(1));
        outages.ofDatabase();
        switchboard.pass(Duration.ofMinutes(31));

        // when
        long recovery = System.nanoTime();
        outages.end();

        // then
        await().atMost(GOAL).until(() -> overdueOrUnknown(until) == 0);
        LOG.infof(
                "A backlog of %d was cleared %d ms after the database was back",
                BACKLOG, Duration.ofNanos(System.nanoTime() - recovery).toMillis());
        assertThat(switchboard.objects()).isEmpty();
        switchboard.auditor().retention(from, soon()).then().body("purged.unflagged", equalTo(BACKLOG));
    }

    @Test
    void shouldAnswer503ToEverybodyWhileTheDatabaseIsAway() {
        // given
        outages.ofDatabase();

        // when
        Stream<Supplier<Response>> requests = Stream.of(
                () -> switchboard.operator().flags("c"),
                () -> switchboard.operator().unflags("c"),
                () -> switchboard.operator().calls(Map.of()),
                () -> switchboard.operator().call("c"),
                () -> switchboard.operator().flagsCallOf("21", "LAST"),
                () -> switchboard.operator().recording("01990000-0000-7000-8000-000000000000"),
                () -> switchboard.supervisor().audio("01990000-0000-7000-8000-000000000000"),
                () -> switchboard.pbx().ended("c", from),
                () -> switchboard.auditor().retention(from, from.plusSeconds(1)),
                () -> switchboard.auditor().deletions(from, from.plusSeconds(1)),
                () -> switchboard.auditor().audit(from, from.plusSeconds(1)),
                () -> switchboard
                        .auditor()
                        .of(from, from.plusSeconds(1))
                        .accept("text/csv")
                        .get("/api/v1/reports/retention"));
        List<Response> responses = allAtOnce(requests);

        // then
        assertThat(responses).allSatisfy(OutageTest::isUnavailable);
    }

    @Test
    void shouldStoreNothingWhileTheDatabaseIsAway() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        outages.ofDatabase();

        // when
        Response response = delivery.put();

        // then
        isUnavailable(response);
        assertThat(switchboard.objects()).isEmpty();
        outages.end();
        await().until(() -> delivery.put().statusCode() == 201);
    }

    @Test
    void shouldStoreOnRetryWhenTheDatabaseGoesAwayDuringTheUpload() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        byte[] audio = delivery.audio();
        try (RawConnection connection = delivery.open(CHUNKED)) {
            connection.chunk(Arrays.copyOf(audio, 1000));
            await().until(() -> recordings(delivery) == 1);
            outages.ofDatabase();

            // when
            connection.chunk(Arrays.copyOfRange(audio, 1000, audio.length)).chunk(new byte[0]);

            // then
            assertThat(connection.answer()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("Retry-After: ");
        }
        outages.end();
        await().until(() -> delivery.put().statusCode() == 201);
        switchboard.pass(Duration.ofMinutes(3));
        await().until(() -> switchboard.objects().size() == 1);
        await().until(() -> overdue() == 0);
        switchboard
                .auditor()
                .retention(from, soon())
                .then()
                .body("received.unflagged", equalTo(1))
                .body("stored.unflagged", equalTo(1));
    }

    @Test
    void shouldPurgeOnceTheDatabaseIsBack() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        Instant deadline = delivery.endedAt().plus(Duration.ofMinutes(30));
        Duration left = Duration.between(switchboard.now(), deadline);
        outages.ofDatabase();
        switchboard.pass(left);

        // when
        outages.end();

        // then
        await().until(() -> switchboard.operator().recording(id).statusCode() == 410);
        switchboard.untilPurged(id);
    }

    /** Each of them waits for its time-out. */
    private static List<Response> allAtOnce(Stream<Supplier<Response>> requests) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            return requests.map(request -> CompletableFuture.supplyAsync(request, threads)).toList().stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    private static void isUnavailable(Response response) {
        response.then()
                .statusCode(503)
                .header("Retry-After", matchesPattern("[0-9]+"))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slettefrist:problem:unavailable"));
    }

    private int recordings(Delivery delivery) {
        Response call = switchboard.operator().call(delivery.callId());
        return call.statusCode() == 200 ? call.jsonPath().getList("recordings").size() : 0;
    }

    /** How many the sweep has claimed, and not confirmed. */
    private int tried() {
        return Integer.parseInt(switchboard.query("SELECT count(*) FROM recording WHERE state = 'PURGING'"));
    }

    /** Negative while nobody answers. */
    private int overdueOrUnknown(Instant until) {
        Response report = switchboard.auditor().retention(from, until);
        return report.statusCode() == 200 ? report.path("overdue.count") : -1;
    }

    private int overdue() {
        return switchboard.auditor().retention(from, soon()).path("overdue.count");
    }

    private Instant soon() {
        return switchboard.now().plusSeconds(1);
    }
}
