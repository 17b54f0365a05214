package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.LogLines;
import dk.slettefrist.testing.Outages;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class HealthTest {

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", management = true)
    URI root;

    private Outages outages;

    @AfterEach
    void everythingInReach() {
        outages.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void shouldSayThatItIsWell(String path) {
        // when
        Response response = RestAssured.get(management(path));

        // then
        response.then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void shouldNotBeReadyWithoutItsDatabase() {
        // given
        outages.ofDatabase();

        // when
        await().until(() -> RestAssured.get(management("/health/ready")).statusCode() == 503);

        // then
        RestAssured.get(management("/health/live")).then().statusCode(200);
    }

    /** The names are those of docs/operations/install.md. */
    @Test
    void shouldNameItsChecksAsEverAndNotFloodItsLogWhileTheDatabaseIsAway() {
        // given
        List<String> names = checks("name");
        try (LogLines ours = LogLines.of("dk.slettefrist.platform.DatabaseChecks");
                LogLines framework = LogLines.of("io.smallrye.health")) {
            outages.ofDatabase();

            // when
            await().until(() -> checks("status").contains("DOWN"));
            List<String> without = checks("name");
            Response third = RestAssured.get(management("/health/ready"));
            outages.end();
            await().until(() -> RestAssured.get(management("/health/ready")).statusCode() == 200);

            // then
            assertThat(without).containsExactlyInAnyOrderElementsOf(names);
            for (String name : List.of("Clock", "Gaps", "Inboxes", "Reconciliation", "Retention")) {
                third.then()
                        .body(
                                "checks.find { it.name == '" + name + "' }.data.reason",
                                equalTo("the database does not answer"));
            }
            assertThat(framework.lines()).isEmpty();
            assertThat(ours.lines())
                    .satisfiesExactly(
                            begin -> assertThat(begin)
                                    .startsWith("WARN This replica is not ready, for the database does not answer: "),
                            end -> assertThat(end)
                                    .startsWith("INFO The database answers the checks of readiness again"));
        }
    }

    @Test
    void shouldStayReadyWithoutItsStoreAndSaySo() {
        // given
        outages.ofStore();

        // when, then
        await().untilAsserted(() -> RestAssured.get(management("/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'Object store' }.data.answers", equalTo(false)));
    }

    @Test
    void shouldSayThatItIsReadyBeforeWhoeverAsksLosesPatienceWithASilentStore() {
        // given
        outages.ofAnswersFromStore();
        long begin = System.nanoTime();

        // when
        Response response = RestAssured.get(management("/health/ready"));

        // then
        response.then().statusCode(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("less than the time-out of a read, 30 s")
                .isLessThan(Duration.ofSeconds(10));
        await().untilAsserted(() -> RestAssured.get(management("/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'Object store' }.data.answers", equalTo(false)));
    }

    @Test
    void shouldShowAnOverdueDeletionInMetricsAndReadinessUntilItIsDone() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        outages.ofStore();

        // when
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(32)));

        // then
        await().untilAsserted(
                        () -> assertThat(RestAssured.get(management("/metrics")).asString())
                                .containsPattern("(?m)^slettefrist_overdue(\\{.*})? [1-9]")
                                .containsPattern("(?m)^slettefrist_overdue_beyond_tolerance(\\{.*})? [1-9]")
                                .containsPattern("(?m)^slettefrist_overdue_oldest_seconds(\\{.*})? [1-9]"));
        RestAssured.get(management("/health/ready"))
                .then()
                .body("checks.find { it.name == 'Retention' }.data.overdue", greaterThan(0));

        // and then
        outages.end();
        switchboard.untilPurged(id);
        await().untilAsserted(
                        () -> assertThat(RestAssured.get(management("/metrics")).asString())
                                .containsPattern("(?m)^slettefrist_overdue(\\{.*})? 0"));
    }

    @Test
    void shouldPublishMetrics() {
        // given
        switchboard.pbx().recording().stored();

        // when
        Response response = RestAssured.get(management("/metrics"));

        // then
        response.then().statusCode(200);
        assertThat(response.asString()).contains("slettefrist_store_requests", "http_server_requests");
    }

    @Test
    void shouldPublishNothingPersonalInItsMetrics() {
        // given
        Delivery delivery =
                switchboard.pbx().recording().with("caller", "+4570123456").with("operator", "op-canary-kq7x");
        delivery.stored();
        switchboard.operator().flags(delivery.callId());
        switchboard.operator().flagsCallOf("exten-canary-kq7x", "LAST");
        switchboard.operator().asks().get("/nowhere/4570123456");

        // when
        String metrics = RestAssured.get(management("/metrics")).asString();

        // then
        assertThat(metrics).doesNotContain("70123456", "canary-kq7x", delivery.callId(), delivery.recordingId());
    }

    @Test
    void shouldSayThatTheSweepFailsWhileTheStoreIsAwayAndWorksAgain() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        outages.ofStore();
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));

        // when
        await().until(() -> !sweepWorks());

        // then
        outages.end();
        switchboard.untilPurged(id);
        await().until(this::sweepWorks);
    }

    @Test
    void shouldShowAClockThatIsOff() {
        // given
        switchboard.pbx().recording().ended(switchboard.now().plusSeconds(3600)).put();

        // when
        Response ready = RestAssured.get(management("/health/ready"));
        String metrics = RestAssured.get(management("/metrics")).asString();

        // then
        ready.then()
                .statusCode(200)
                .body("checks.find { it.name == 'Clocks of sources' }.data.beyondMaxSkew", equalTo(1))
                .body("checks.find { it.name == 'Clock' }.data", hasKey("withinBounds"));
        assertThat(metrics)
                .containsPattern("slettefrist_source_clock_skew_seconds\\{source=\"pbx\"} 3[56]\\d\\d")
                .contains("slettefrist_clock_skew_seconds ");
    }

    private boolean sweepWorks() {
        return RestAssured.get(management("/health/ready")).path("checks.find { it.name == 'Sweep' }.data.works");
    }

    @Test
    void shouldDescribeItsInterface() {
        // when
        Response response = RestAssured.given().accept("application/json").get(management("/openapi"));

        // then
        response.then()
                .statusCode(200)
                .body("info.title", equalTo("Slettefrist"))
                .body(
                        "paths.keySet()",
                        hasItems(
                                "/api/v1/calls",
                                "/api/v1/calls/events",
                                "/api/v1/calls/{callId}",
                                "/api/v1/calls/{callId}/flag",
                                "/api/v1/calls/{callId}/recordings",
                                "/api/v1/calls/{callId}/recordings/{recordingId}",
                                "/api/v1/extensions/{extension}/flag",
                                "/api/v1/recordings/{id}",
                                "/api/v1/recordings/{id}/audio",
                                "/api/v1/reports/retention",
                                "/api/v1/reports/deletions",
                                "/api/v1/audit-events"));
    }

    /** What each check says, in the order of the answer. */
    private List<String> checks(String field) {
        return RestAssured.get(management("/health/ready")).jsonPath().getList("checks." + field);
    }

    private String management(String path) {
        return root.resolve("/q" + path).toString();
    }
}
