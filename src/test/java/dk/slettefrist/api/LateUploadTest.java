package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** What should be deleted already when it comes: 410. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class LateUploadTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final Duration LONG = Duration.ofDays(30);

    @Inject
    Switchboard switchboard;

    @Test
    void shouldStoreARecordingJustBeforeItsDeadline() {
        // given
        Instant end = switchboard.now().minus(SHORT).plusSeconds(30);

        // when
        Response response = switchboard.pbx().recording().ended(end).put();

        // then
        response.then()
                .statusCode(201)
                .body("expiresAt", equalTo(end.plus(SHORT).toString()));
    }

    @Test
    void shouldRefuseALateRecordingAndKeepOnlyATombstone() {
        // given
        Instant from = switchboard.startAfresh();
        Set<String> objects = switchboard.objects();
        Instant end = switchboard.now().minus(SHORT);
        Delivery delivery = switchboard.pbx().recording().ended(end);

        // when
        Response response = delivery.put();
        Response retry = delivery.put();

        // then
        response.then()
                .statusCode(410)
                .body("type", equalTo("urn:slettefrist:problem:late"))
                .body("expiresAt", equalTo(end.plus(SHORT).toString()));
        retry.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
        assertThat(switchboard.objects()).isEqualTo(objects);
        Instant to = switchboard.now().plusSeconds(1);
        switchboard
                .auditor()
                .retention(from, to)
                .then()
                .body("received.refusedLate", equalTo(1))
                .body("received.unflagged", equalTo(0))
                .body("received.failed", equalTo(0))
                .body("purged.unflagged", equalTo(0))
                .body("compliant", equalTo(true));
        assertThat(switchboard.auditor().events("REFUSED", from, to)).hasSize(1);
    }

    @Test
    void shouldAnswerALateRecordingToAPbxThatSendsAllOfItFirst() {
        // given
        Instant end = switchboard.now().minus(SHORT);
        byte[] audio = Sound.wav(15_000_000);

        // when
        Response response =
                switchboard.pbx().recording().ended(end).audio(audio).put();

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
    }

    @Test
    void shouldHoldALateRecordingOfASavedCallToItsLongerDeadline() {
        // given
        Instant end = switchboard.now().minus(LONG).plusSeconds(60);
        Delivery delivery = switchboard.pbx().recording().ended(end);
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = delivery.put();

        // then
        response.then()
                .statusCode(201)
                .body("flagged", equalTo(true))
                .body("expiresAt", equalTo(end.plus(LONG).toString()));
    }

    @Test
    void shouldRefuseARecordingOfASavedCallAfterItsLongerDeadline() {
        // given
        Instant end = switchboard.now().minus(LONG);
        Delivery delivery = switchboard.pbx().recording().ended(end);
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = delivery.put();

        // then
        response.then()
                .statusCode(410)
                .body("type", equalTo("urn:slettefrist:problem:late"))
                .body("expiresAt", equalTo(end.plus(LONG).toString()));
    }

    @Test
    void shouldStoreARecordingThatWasLateOnceItsCallIsSaved() {
        // given
        Instant end = switchboard.now().minus(SHORT);
        Delivery delivery = switchboard.pbx().recording().ended(end);
        switchboard.pbx().started(delivery.callId(), end.minusSeconds(60), "21");
        delivery.put();
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = delivery.put();

        // then
        response.then().statusCode(201).body("flagged", equalTo(true));
    }

    @Test
    void shouldNotTakeAPurgedRecordingAgain() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(SHORT));
        switchboard.untilPurged(id);

        // when
        Response response = delivery.put();

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
    }
}
