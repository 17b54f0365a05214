package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class DeletionReportTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final String PATH = "/api/v1/reports/deletions";

    @Inject
    Switchboard switchboard;

    private Instant from;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        from = switchboard.startAfresh();
    }

    @Test
    void shouldListEveryPurgedRecording() {
        // given
        Delivery delivery = switchboard.pbx().recording().with("caller", "+4570123456");
        String id = purged(delivery);

        // when
        Response response = switchboard.auditor().deletions(from, soon());

        // then
        response.then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id))
                .body("items[0].flagged", equalTo(false))
                .body(
                        "items[0].expiresAt",
                        equalTo(delivery.endedAt().plus(SHORT).toString()))
                .body("items[0].dueAt", equalTo(delivery.endedAt().plus(SHORT).toString()))
                .body(
                        "items[0].purgedAt",
                        equalTo(switchboard.operator().recording(id).path("purgedAt")))
                .body("items[0].sizeBytes", equalTo(delivery.audio().length))
                .body("next", nullValue());
        assertThat(response.jsonPath().getDouble("items[0].lagSeconds")).isBetween(0.0, 20.0);
    }

    @Test
    void shouldListNothingPersonal() {
        // given
        Delivery delivery = switchboard.pbx().recording().with("caller", "+4570123456");
        purged(delivery);

        // when
        Response response = switchboard.auditor().deletions(from, soon());

        // then
        assertThat(response.jsonPath().getMap("items[0]").keySet())
                .containsExactly("id", "flagged", "expiresAt", "dueAt", "purgedAt", "lagSeconds", "sizeBytes");
        assertThat(response.asString()).doesNotContain("70123456", delivery.callId(), delivery.recordingId());
    }

    @Test
    void shouldListNothingThatIsStillStored() {
        // given
        switchboard.pbx().recording().stored();

        // when
        Response response = switchboard.auditor().deletions(from, soon());

        // then
        response.then().statusCode(200).body("items", hasSize(0)).body("next", nullValue());
    }

    @Test
    void shouldListPageByPage() {
        // given
        purged(
                switchboard.pbx().recording(),
                switchboard.pbx().recording(),
                switchboard.pbx().recording());
        List<String> all = switchboard.auditor().deletions(from, soon()).path("items.id");
        Instant to = soon();
        Response first = page(to, null);

        // when
        Response second = page(to, first.path("next"));

        // then
        first.then().body("items.id", equalTo(all.subList(0, 2)));
        second.then()
                .statusCode(200)
                .body("items.id", equalTo(all.subList(2, 3)))
                .body("next", nullValue());
    }

    @Test
    void shouldListAsCsv() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = purged(delivery);

        // when
        Response response =
                switchboard.auditor().of(from, soon()).accept("text/csv").get(PATH);

        // then
        response.then().statusCode(200).contentType(startsWith("text/csv"));
        assertThat(response.asString().split("\r\n"))
                .hasSize(2)
                .startsWith("id,flagged,expiresAt,dueAt,purgedAt,lagSeconds,sizeBytes")
                .anySatisfy(line -> assertThat(line)
                        .startsWith(id + ",false," + delivery.endedAt().plus(SHORT))
                        .endsWith("," + delivery.audio().length));
    }

    @Test
    void shouldListOnlyThePeriod() {
        // given
        String id = purged(switchboard.pbx().recording());
        Instant purgedAt = Instant.parse(switchboard.operator().recording(id).path("purgedAt"));

        // when
        Response before = switchboard.auditor().deletions(from, purgedAt);
        Response during = switchboard.auditor().deletions(purgedAt, purgedAt.plusNanos(1000));

        // then
        before.then().body("items", hasSize(0));
        during.then().body("items.id", contains(id));
    }

    private Response page(Instant to, String after) {
        var request = switchboard.auditor().of(from, to).queryParam("limit", 2);
        return (after == null ? request : request.queryParam("after", after)).get(PATH);
    }

    private String purged(Delivery... deliveries) {
        String id = null;
        for (Delivery delivery : deliveries) {
            id = delivery.stored();
        }
        switchboard.passUntil(deliveries[deliveries.length - 1].endedAt().plus(SHORT));
        switchboard.untilPurged(id);
        return id;
    }

    private Instant soon() {
        return switchboard.now().plusSeconds(1);
    }
}
