package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UnflagTest {

    private static final Duration SHORT = Duration.ofMinutes(30);

    @Inject
    Switchboard switchboard;

    @Test
    void shouldGoBackToTheShortPeriod() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = switchboard.operator().unflags(delivery.callId());

        // then
        response.then()
                .statusCode(200)
                .body("flagged", equalTo(false))
                .body("flag", nullValue())
                .body("recordings.flagged", contains(false))
                .body(
                        "recordings.expiresAt",
                        contains(delivery.endedAt().plus(SHORT).toString()));
        switchboard.operator().recording(id).then().statusCode(200);
    }

    @Test
    void shouldPurgeAtOnceWhatIsOverTheShortPeriod() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        ObjectKey object = switchboard.objectOf(id);
        switchboard.operator().flags(delivery.callId());
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofHours(3)));
        Instant before = switchboard.now();

        // when
        Response response = switchboard.operator().unflags(delivery.callId());

        // then
        response.then().statusCode(200).body("flagged", equalTo(false));
        switchboard.supervisor().audio(id).then().statusCode(410);
        switchboard.untilPurged(id);
        assertThat(switchboard.holds(object)).isFalse();
        Response deletions =
                switchboard.auditor().deletions(from, switchboard.now().plusSeconds(1));
        deletions
                .then()
                .body("items.id", contains(id))
                .body("items[0].flagged", equalTo(false))
                .body(
                        "items[0].expiresAt",
                        equalTo(delivery.endedAt().plus(SHORT).toString()));
        assertThat(Instant.parse(deletions.path("items[0].dueAt"))).isBetween(before, switchboard.now());
        switchboard
                .auditor()
                .retention(from, switchboard.now().plusSeconds(1))
                .then()
                .body("purged.late", equalTo(0))
                .body("compliant", equalTo(true));
    }

    @Test
    void shouldNoLongerSaveRecordingsStillToCome() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = switchboard.operator().unflags(delivery.callId());

        // then
        response.then().statusCode(200).body("flagged", equalTo(false));
        delivery.put().then().statusCode(201).body("flagged", equalTo(false));
    }

    @Test
    void shouldChangeNothingWhenRepeated() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        switchboard.operator().flags(delivery.callId());
        switchboard.operator().unflags(delivery.callId());

        // when
        Response response = switchboard.operator().unflags(delivery.callId());

        // then
        response.then().statusCode(200).body("flagged", equalTo(false));
        assertThat(switchboard
                        .auditor()
                        .events("UNFLAGGED", from, switchboard.now().plusSeconds(1)))
                .hasSize(1);
    }

    @Test
    void shouldAnswerForACallThatWasNeverSaved() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();

        // when
        Response response = switchboard.operator().unflags(delivery.callId());

        // then
        response.then()
                .statusCode(200)
                .body(
                        "recordings.expiresAt",
                        contains(delivery.endedAt().plus(SHORT).toString()));
    }

    @Test
    void shouldSaveACallAgain() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        switchboard.operator().flags(delivery.callId());
        switchboard.operator().unflags(delivery.callId());

        // when
        Response response = switchboard.operator().flags(delivery.callId(), Map.of("reason", "OTHER"));

        // then
        response.then()
                .statusCode(200)
                .body("flag.reason", equalTo("OTHER"))
                .body("recordings.flagged", contains(true));
    }

    @Test
    void shouldNotSaveAgainWhatIsOverTheShortPeriod() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        switchboard.operator().flags(delivery.callId());
        switchboard.pass(Duration.ofHours(3));
        switchboard.operator().unflags(delivery.callId());

        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:gone"));
    }

    @Test
    void shouldKnowNothingOfACallThatNobodySpokeOf() {
        // when
        Response response = switchboard.operator().unflags(Switchboard.newId("call"));

        // then
        response.then().statusCode(404).body("type", equalTo("urn:slettefrist:problem:not-found"));
    }

    @Test
    void shouldRefuseAfterTheDeadline() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        switchboard.operator().flags(delivery.callId());
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofDays(30)));

        // when
        Response response = switchboard.operator().unflags(delivery.callId());

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:gone"));
    }
}
