package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Outages;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RetentionReportTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final Duration LONG = Duration.ofDays(30);

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
    }

    @Test
    void shouldReportAnEmptyPeriod() {
        // given
        Instant to = from.plusSeconds(1);

        // when
        Response response = switchboard.auditor().retention(from, to);

        // then
        response.then()
                .statusCode(200)
                .contentType("application/json")
                .body("from", equalTo(from.toString()))
                .body("to", equalTo(to.toString()))
                .body("generatedAt", notNullValue())
                .body("policy.unflagged", equalTo("PT30M"))
                .body("policy.flagged", equalTo("P30D"))
                .body("received", equalTo(Map.of("unflagged", 0, "flagged", 0, "refusedLate", 0, "failed", 0)))
                .body("stored.unflagged", equalTo(0))
                .body("stored.flagged", equalTo(0))
                .body("stored", hasKey("oldestExpiresAt"))
                .body("stored.oldestExpiresAt", nullValue())
                .body("purged", equalTo(Map.of("unflagged", 0, "flagged", 0, "late", 0)))
                .body("purgeLagSeconds", equalTo(Map.of("p50", 0.0f, "p99", 0.0f, "max", 0.0f)))
                .body("overdue.count", equalTo(0))
                .body("overdue", hasKey("oldestExpiresAt"))
                .body("overdue.oldestExpiresAt", nullValue())
                .body("unmatchedFlags", equalTo(0))
                .body("compliant", equalTo(true))
                .body("findings", hasSize(0));
    }

    @Test
    void shouldCountWhatIsStored() {
        // given
        Delivery unflagged = switchboard.pbx().recording();
        unflagged.stored();
        Delivery flagged = switchboard.pbx().recording();
        flagged.stored();
        switchboard.operator().flags(flagged.callId());

        // when
        Response report = report();

        // then
        report.then()
                .body("received.unflagged", equalTo(1))
                .body("received.flagged", equalTo(1))
                .body("stored.unflagged", equalTo(1))
                .body("stored.flagged", equalTo(1))
                .body(
                        "stored.oldestExpiresAt",
                        equalTo(unflagged.endedAt().plus(SHORT).toString()))
                .body("purged.unflagged", equalTo(0))
                .body("overdue.count", equalTo(0))
                .body("unmatchedFlags", equalTo(0))
                .body("compliant", equalTo(true));
    }

    @Test
    void shouldCountWhatIsPurged() {
        // given
        Delivery unflagged = switchboard.pbx().recording();
        String purged = unflagged.stored();
        Delivery flagged = switchboard.pbx().recording();
        flagged.stored();
        switchboard.operator().flags(flagged.callId());
        switchboard.passUntil(unflagged.endedAt().plus(SHORT));
        switchboard.untilPurged(purged);

        // when
        Response report = report();

        // then
        report.then()
                .body("received.unflagged", equalTo(1))
                .body("received.flagged", equalTo(1))
                .body("stored.unflagged", equalTo(0))
                .body("stored.flagged", equalTo(1))
                .body(
                        "stored.oldestExpiresAt",
                        equalTo(flagged.endedAt().plus(LONG).toString()))
                .body("purged.unflagged", equalTo(1))
                .body("purged.flagged", equalTo(0))
                .body("purged.late", equalTo(0))
                .body("overdue.count", equalTo(0))
                .body("compliant", equalTo(true));
        assertThat(report.jsonPath().getDouble("purgeLagSeconds.max")).isBetween(0.0, 20.0);
    }

    @Test
    void shouldCountSavedRecordingsThatArePurged() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.operator().flags(delivery.callId());
        switchboard.passUntil(delivery.endedAt().plus(LONG));
        switchboard.untilPurged(id);

        // when
        Response report = report();

        // then
        report.then()
                .body("received.flagged", equalTo(1))
                .body("purged.flagged", equalTo(1))
                .body("purged.unflagged", equalTo(0))
                .body("purged.late", equalTo(0))
                .body("compliant", equalTo(true));
    }

    @Test
    void shouldCountARecordingOnceHoweverOftenItIsSent() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.put();
        delivery.put();
        delivery.audio(Sound.wav()).put();

        // when
        Response report = report();

        // then
        report.then()
                .body("received", equalTo(Map.of("unflagged", 1, "flagged", 0, "refusedLate", 0, "failed", 0)))
                .body("stored.unflagged", equalTo(1));
    }

    @Test
    void shouldCountWhatFailed() {
        // given
        switchboard.pbx().recording().digestOf(Sound.wav()).put();

        // when
        Response report = report();

        // then
        report.then()
                .body("received", equalTo(Map.of("unflagged", 0, "flagged", 0, "refusedLate", 0, "failed", 1)))
                .body("stored.unflagged", equalTo(0))
                .body("overdue.count", equalTo(0))
                .body("compliant", equalTo(true));
    }

    @Test
    void shouldCountFlagsThatMetNoRecording() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        switchboard.operator().flags(delivery.callId());
        int waiting = report().path("unmatchedFlags");
        delivery.stored();

        // when
        int met = report().path("unmatchedFlags");

        // then
        assertThat(List.of(waiting, met)).containsExactly(1, 0);
    }

    @Test
    void shouldStillCountAnUnmatchedFlagAfterItIsForgotten() {
        // given
        switchboard.operator().flags(Switchboard.newId("call"));
        switchboard.pass(Duration.ofDays(31));

        // when
        Response report = report();

        // then
        report.then().body("unmatchedFlags", equalTo(1));
    }

    @Test
    void shouldCountOnlyWhatHappenedInThePeriod() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        Instant received = Instant.parse(delivery.put().path("receivedAt"));

        // when
        Response before = switchboard.auditor().retention(from, received);
        Response during = switchboard.auditor().retention(received, received.plusNanos(1000));
        Response after = switchboard
                .auditor()
                .retention(received.plusNanos(1000), switchboard.now().plusSeconds(9));

        // then
        before.then().body("received.unflagged", equalTo(0));
        during.then().body("received.unflagged", equalTo(1));
        after.then().body("received.unflagged", equalTo(0));
    }

    @Test
    void shouldCountWhatIsClaimedButNotDeletedYet() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        outages.ofStore();
        switchboard.passUntil(delivery.endedAt().plus(SHORT));
        await().until(() -> state(id).equals("PURGING"));

        // when
        Response report = report();

        // then
        report.then()
                .body("received.unflagged", equalTo(1))
                .body("stored.unflagged", equalTo(1))
                .body(
                        "stored.oldestExpiresAt",
                        equalTo(delivery.endedAt().plus(SHORT).toString()))
                .body("purged.unflagged", equalTo(0))
                .body("overdue.count", equalTo(1))
                .body(
                        "overdue.oldestExpiresAt",
                        equalTo(delivery.endedAt().plus(SHORT).toString()))
                .body("compliant", equalTo(true))
                .body("findings", hasSize(0));
        switchboard.supervisor().audio(id).then().statusCode(410);
        switchboard.supervisor().recording(id).then().statusCode(410).body("purgedAt", nullValue());
    }

    @Test
    void shouldFindThatADeletionIsOverdue() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        outages.ofStore();
        switchboard.passUntil(delivery.endedAt().plus(SHORT).plusSeconds(61));
        await().until(() -> state(id).equals("PURGING"));

        // when
        Response report = report();

        // then
        report.then()
                .body("overdue.count", equalTo(1))
                .body("compliant", equalTo(false))
                .body("findings", hasSize(1))
                .body("findings[0]", containsString("overdue"));
    }

    @Test
    void shouldFindThatADeletionWasLate() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        outages.ofStore();
        switchboard.passUntil(delivery.endedAt().plus(SHORT).plusSeconds(90));
        await().until(() -> state(id).equals("PURGING"));
        outages.end();
        switchboard.untilPurged(id);

        // when
        Response report = report();

        // then
        report.then()
                .body("stored.unflagged", equalTo(0))
                .body("purged.unflagged", equalTo(1))
                .body("purged.late", equalTo(1))
                .body("overdue.count", equalTo(0))
                .body("compliant", equalTo(false))
                .body("findings", hasSize(1))
                .body("findings[0]", containsString("late"));
        assertThat(report.jsonPath().getDouble("purgeLagSeconds.p50")).isBetween(90.0, 110.0);
        assertThat(report.jsonPath().getDouble("purgeLagSeconds.max")).isBetween(90.0, 110.0);
    }

    @Test
    void shouldNotBlameAPeriodForWhatWasLateInAnother() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(SHORT).plusSeconds(300));
        switchboard.untilPurged(id);
        Instant next = switchboard.now().plusSeconds(1);

        // when
        Response report = switchboard.auditor().retention(next, next.plusSeconds(60));

        // then
        report.then().body("purged.late", equalTo(0)).body("compliant", equalTo(true));
    }

    @Test
    void shouldReportAsCsv() {
        // given
        switchboard.pbx().recording().stored();

        // when
        Response response = switchboard
                .auditor()
                .of(from, switchboard.now().plusSeconds(1))
                .accept("text/csv")
                .get("/api/v1/reports/retention");

        // then
        response.then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Content-Disposition", containsString("attachment"));
        assertThat(response.asString().split("\r\n"))
                .contains(
                        "policy.unflagged,PT30M",
                        "received.unflagged,1",
                        "stored.unflagged,1",
                        "purged.late,0",
                        "overdue.oldestExpiresAt,",
                        "compliant,true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/json", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"})
    void shouldReportAsJsonUnlessCsvIsAskedFor(String accept) {
        // when
        Response response = switchboard
                .auditor()
                .of(from, from.plusSeconds(1))
                .accept(accept)
                .get("/api/v1/reports/retention");

        // then
        response.then().statusCode(200).contentType("application/json");
    }

    private Response report() {
        return switchboard.auditor().retention(from, switchboard.now().plusSeconds(1));
    }

    private String state(String id) {
        return switchboard.query("SELECT state FROM recording WHERE id = '" + id + "'");
    }
}
