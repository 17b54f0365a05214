package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RecordingViewTest {

    @Inject
    Switchboard switchboard;

    @Test
    void shouldShowARecording() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        Response stored = delivery.put();

        // when
        Response response = switchboard.operator().recording(stored.path("id"));

        // then
        response.then().statusCode(200);
        assertThat(response.jsonPath().getMap("")).isEqualTo(stored.jsonPath().getMap(""));
    }

    @Test
    void shouldShowARecordingUntilItsDeadline() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(deadline(delivery).minusSeconds(20));

        // when
        Response response = switchboard.supervisor().recording(id);

        // then
        response.then().statusCode(200);
    }

    @Test
    void shouldTellThatARecordingIsGoneAtItsDeadline() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(deadline(delivery));

        // when
        Response response = switchboard.operator().recording(id);

        // then
        response.then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slettefrist:problem:gone"))
                .body("expiresAt", equalTo(deadline(delivery).toString()));
    }

    @Test
    void shouldTellWhenARecordingWasPurged() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(deadline(delivery));
        switchboard.untilPurged(id);

        // when
        Response response = switchboard.operator().recording(id);

        // then
        response.then()
                .statusCode(410)
                .body("expiresAt", equalTo(deadline(delivery).toString()));
        assertThat(Instant.parse(response.path("purgedAt"))).isBetween(deadline(delivery), switchboard.now());
        assertThat(response.asString()).doesNotContain(delivery.callId(), delivery.recordingId());
    }

    @Test
    void shouldTellThatARefusedRecordingIsGone() {
        // given
        Instant end = switchboard.now().minus(Duration.ofMinutes(30));
        Delivery delivery = switchboard.pbx().recording().ended(end);
        delivery.put();
        String id =
                switchboard.query("SELECT id FROM recording WHERE state = 'REFUSED' ORDER BY received_at DESC LIMIT 1");

        // when
        Response response = switchboard.operator().recording(id);

        // then
        response.then()
                .statusCode(410)
                .body("expiresAt", equalTo(deadline(delivery).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01990000-0000-7000-8000-000000000000", "nonsense", "1", "01990000"})
    void shouldKnowNothingOfOtherIdentifiers(String id) {
        // when
        Response response = switchboard.operator().recording(id);

        // then
        response.then().statusCode(404).body("type", equalTo("urn:slettefrist:problem:not-found"));
    }

    private static Instant deadline(Delivery delivery) {
        return delivery.endedAt().plus(Duration.ofMinutes(30));
    }
}
