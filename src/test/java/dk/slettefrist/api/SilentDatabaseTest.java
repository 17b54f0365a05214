package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Fault;
import dk.slettefrist.testing.Impatient;
import dk.slettefrist.testing.Outages;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** The database takes every byte and answers none, as after a failure of its machine: no connection is closed. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(Impatient.class)
class SilentDatabaseTest {

    /** Of a request that meets every connection of the pool dead; without time-outs it would be hours. */
    private static final long PATIENCE_SECONDS = 90;

    private static final int AT_ONCE = 10;

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", management = true)
    URI root;

    private Outages outages;

    @AfterEach
    void everythingInReach() {
        outages.end();
        await().until(() -> switchboard.operator().calls(Map.of()).statusCode() == 200);
    }

    @Test
    void shouldGiveUpOnRequestsAndGoOnOnceItSpeaks() throws Exception {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        outages.ofAnswersFromDatabase();

        // when
        List<Future<Response>> responses = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> clients.submit(() -> switchboard.operator().flags(delivery.callId())))
                .toList();

        // then
        for (Future<Response> response : responses) {
            isUnavailable(response.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        clients.shutdown();
        outages.end();
        await().until(() -> switchboard.operator().flags(delivery.callId()).statusCode() == 200);
    }

    @Test
    void shouldGiveUpOnARequestThatIsUnderWay() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        everyConnectionIsNew();
        Fault silence = (bytes, offset, length, to) -> outages.ofAnswersFromDatabase();
        outages.database().harmRequests(Fault.at("pg_advisory_xact_lock", 1, silence));

        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        isUnavailable(response);
        outages.end();
        await().until(() -> switchboard.operator().flags(delivery.callId()).statusCode() == 200);
    }

    @Test
    void shouldStoreNothingAndStoreOnRetry() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        Set<String> before = switchboard.objects();
        outages.ofAnswersFromDatabase();

        // when
        Response response = delivery.put();

        // then
        isUnavailable(response);
        assertThat(switchboard.objects()).isEqualTo(before);
        outages.end();
        await().until(() -> delivery.put().statusCode() == 201);
    }

    @Test
    void shouldPurgeOnceItSpeaks() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        Duration left = Duration.between(switchboard.now(), delivery.endedAt().plus(Duration.ofMinutes(30)));
        outages.ofAnswersFromDatabase();
        switchboard.pass(left);

        // when
        outages.end();

        // then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> switchboard.supervisor().recording(id).path("purgedAt") != null);
    }

    /** Prometheus gives up after 10 s, and all metrics would be missing, not only those that the database knows. */
    @Test
    void shouldStillTellItsMetrics() {
        // given
        outages.ofAnswersFromDatabase();
        long begin = System.nanoTime();

        // when
        String metrics = RestAssured.get(root.resolve("/q/metrics")).asString();

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("the first glance waits two seconds, the others hardly")
                .isLessThan(Duration.ofSeconds(15));
        assertThat(metrics)
                .containsPattern("(?m)^slettefrist_overdue(\\{.*})? NaN")
                .containsPattern("(?m)^slettefrist_missing(\\{.*})? NaN")
                .containsPattern("(?m)^slettefrist_sweep_failing_seconds(\\{.*})? [0-9]");
    }

    /** An old one knows statements by name, and their text passes no more. */
    private void everyConnectionIsNew() {
        outages.ofDatabase();
        outages.end();
        await().until(() -> switchboard.operator().calls(Map.of()).statusCode() == 200);
    }

    private static void isUnavailable(Response response) {
        response.then()
                .statusCode(503)
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("type", equalTo("urn:slettefrist:problem:unavailable"));
    }
}
