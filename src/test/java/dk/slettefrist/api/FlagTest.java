package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FlagTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final Duration LONG = Duration.ofDays(30);

    @Inject
    Switchboard switchboard;

    @Test
    void shouldSaveACallThatGoesOn() {
        // given
        String call = Switchboard.newId("call");
        switchboard.pbx().started(call, switchboard.now().minusSeconds(20), "21");
        Instant before = switchboard.now();

        // when
        Response response =
                switchboard.operator().flags(call, Map.of("reason", "HARASSMENT", "note", "calls every day"));

        // then
        response.then()
                .statusCode(200)
                .body("callId", equalTo(call))
                .body("flagged", equalTo(true))
                .body("flag.by", equalTo("operator"))
                .body("flag.reason", equalTo("HARASSMENT"))
                .body("flag.note", equalTo("calls every day"));
        assertThat(Instant.parse(response.path("flag.at"))).isBetween(before, switchboard.now());
    }

    @Test
    void shouldSaveTheRecordingsOfACallThatEnded() {
        // given
        Delivery first = switchboard.pbx().recording();
        Delivery second = switchboard.pbx().recording(first.callId(), "second");
        first.stored();
        second.stored();

        // when
        Response response = switchboard.operator().flags(first.callId());

        // then
        response.then()
                .statusCode(200)
                .body("recordings.flagged", contains(true, true))
                .body(
                        "recordings.expiresAt",
                        contains(
                                first.endedAt().plus(LONG).toString(),
                                second.endedAt().plus(LONG).toString()));
    }

    @Test
    void shouldSaveTheRecordingsStillToCome() {
        // given
        Delivery first = switchboard.pbx().recording();
        Delivery second = switchboard.pbx().recording(first.callId(), "second");
        first.stored();
        switchboard.operator().flags(first.callId());

        // when
        Response response = second.put();

        // then
        response.then()
                .statusCode(201)
                .body("flagged", equalTo(true))
                .body("expiresAt", equalTo(second.endedAt().plus(LONG).toString()));
    }

    @Test
    void shouldLetAFlagWaitForItsCall() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        response.then()
                .statusCode(202)
                .body("callId", equalTo(delivery.callId()))
                .body("flagged", equalTo(true));
        delivery.put()
                .then()
                .statusCode(201)
                .body("flagged", equalTo(true))
                .body("expiresAt", equalTo(delivery.endedAt().plus(LONG).toString()));
    }

    @Test
    void shouldShowAFlagThatWaits() {
        // given
        String call = Switchboard.newId("call");
        switchboard.operator().flags(call, Map.of("reason", "OTHER", "note", "a note"));

        // when
        Response response = switchboard.operator().call(call);

        // then
        response.then()
                .statusCode(200)
                .body("flagged", equalTo(true))
                .body("flag.note", equalTo("a note"))
                .body("recordings", hasSize(0));
    }

    @Test
    void shouldAnswerARepeatedFlagThatStillWaitsLikeTheFirst() {
        // given
        String call = Switchboard.newId("call");
        switchboard.operator().flags(call);

        // when
        Response response = switchboard.operator().flags(call);

        // then
        response.then().statusCode(202);
    }

    @Test
    void shouldAnswerAWaitingFlagWith200OnceItsCallIsKnown() {
        // given
        String call = Switchboard.newId("call");
        switchboard.operator().flags(call);
        switchboard.pbx().started(call, switchboard.now(), "21");

        // when
        Response response = switchboard.operator().flags(call);

        // then
        response.then().statusCode(200);
    }

    @Test
    void shouldSaveARecordingThatIsOnItsWay() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        byte[] audio = delivery.audio();
        try (RawConnection connection = delivery.open("Transfer-Encoding: chunked")) {
            connection.chunk(Arrays.copyOf(audio, 1000));
            await().until(() -> switchboard.operator().call(delivery.callId()).statusCode() == 200);

            // when
            Response response = switchboard.operator().flags(delivery.callId());
            connection.chunk(Arrays.copyOfRange(audio, 1000, audio.length)).chunk(new byte[0]);

            // then
            assertThat(connection.status()).isEqualTo(201);
            response.then().statusCode(200);
        }
        switchboard
                .operator()
                .call(delivery.callId())
                .then()
                .body("recordings.flagged", contains(true))
                .body(
                        "recordings.expiresAt",
                        contains(delivery.endedAt().plus(LONG).toString()));
    }

    @Test
    void shouldChangeNothingWhenRepeated() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        switchboard.operator().flags(delivery.callId(), Map.of("reason", "THREAT", "note", "first"));
        String before = switchboard.operator().call(delivery.callId()).asString();

        // when
        Response response =
                switchboard.supervisor().flags(delivery.callId(), Map.of("reason", "OTHER", "note", "second"));

        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.asString()).isEqualTo(before);
        assertThat(switchboard
                        .auditor()
                        .events("FLAGGED", from, switchboard.now().plusSeconds(1)))
                .hasSize(1);
    }

    @Test
    void shouldWriteDownWhoSavedACallAndWhy() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();

        // when
        Response response =
                switchboard.supervisor().flags(delivery.callId(), Map.of("reason", "THREAT", "note", "a secret"));

        // then
        Response audit = switchboard.auditor().audit(from, switchboard.now().plusSeconds(1));
        audit.then()
                .body("items[-1].type", equalTo("FLAGGED"))
                .body("items[-1].actor", equalTo("supervisor"))
                .body("items[-1].reason", equalTo("THREAT"))
                .body("items[-1].call", equalTo(response.path("id")));
        assertThat(audit.asString()).doesNotContain("a secret");
    }

    @Test
    void shouldKeepASavedRecordingUntilItsLongDeadline() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.operator().flags(delivery.callId());

        // when
        switchboard.passUntil(delivery.endedAt().plus(LONG).minusSeconds(30));

        // then
        assertThat(switchboard.supervisor().audio(id).asByteArray()).isEqualTo(delivery.audio());
    }

    @Test
    void shouldPurgeASavedRecordingAtItsLongDeadline() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.operator().flags(delivery.callId());

        // when
        switchboard.passUntil(delivery.endedAt().plus(LONG));

        // then
        switchboard.supervisor().audio(id).then().statusCode(410);
        switchboard.untilPurged(id);
    }

    @Test
    void shouldTellWhenTheRecordingsWerePurgedThatNobodySaved() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(SHORT));
        switchboard.untilPurged(id);

        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        response.then()
                .statusCode(410)
                .body("type", equalTo("urn:slettefrist:problem:gone"))
                .body("expiresAt", equalTo(delivery.endedAt().plus(SHORT).toString()))
                .body("purgedAt", equalTo(switchboard.operator().recording(id).path("purgedAt")));
    }

    @Test
    void shouldRefuseAFlagAtTheDeadlineWhetherOrNotTheSweepRan() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(SHORT));

        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        response.then()
                .statusCode(410)
                .body("type", equalTo("urn:slettefrist:problem:gone"))
                .body("expiresAt", equalTo(delivery.endedAt().plus(SHORT).toString()));
    }

    @Test
    void shouldRefuseAFlagAfterThePurgeAlsoWhenTheEndOfTheCallWasNeverTold() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        switchboard.pbx().started(delivery.callId(), delivery.endedAt().minusSeconds(60), "21");
        String id = delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));
        switchboard.untilPurged(id);

        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:gone"));
    }

    @Test
    void shouldSaveACallThatGoesOnWithSomebodyElseAfterItsFirstRecordingIsPurged() {
        // given
        Delivery first = switchboard.pbx().recording();
        switchboard.pbx().started(first.callId(), first.endedAt().minusSeconds(60), "21");
        String id = first.stored();
        switchboard.pbx().answered(first.callId(), switchboard.now(), "35");
        switchboard.passUntil(first.endedAt().plus(Duration.ofMinutes(30)));
        switchboard.untilPurged(id);

        // when
        Response flag = switchboard.operator().flags(first.callId());
        Response second = switchboard.pbx().recording(first.callId(), "second").put();

        // then
        flag.then().statusCode(200);
        second.then().statusCode(201).body("flagged", equalTo(true));
    }

    @Test
    void shouldHaveNoEffectWhenRefused() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(SHORT));

        // when
        switchboard.operator().flags(delivery.callId());

        // then
        switchboard.untilPurged(id);
        Instant to = switchboard.now().plusSeconds(1);
        switchboard
                .auditor()
                .retention(from, to)
                .then()
                .body("unmatchedFlags", equalTo(0))
                .body("received.flagged", equalTo(0))
                .body("purged.flagged", equalTo(0))
                .body("purged.unflagged", equalTo(1));
        assertThat(switchboard.auditor().events("FLAGGED", from, to)).isEmpty();
        switchboard
                .pbx()
                .recording(delivery.callId(), "another")
                .put()
                .then()
                .statusCode(201)
                .body("flagged", equalTo(false));
    }

    @Test
    void shouldSaveWhatIsLeftWhenOneOfTheRecordingsIsPurged() {
        // given
        Delivery first = switchboard.pbx().recording();
        String id = first.stored();
        switchboard.pass(Duration.ofMinutes(15));
        Delivery second = switchboard.pbx().recording(first.callId(), "second");
        second.stored();
        switchboard.passUntil(first.endedAt().plus(SHORT));
        switchboard.untilPurged(id);

        // when
        Response response = switchboard.operator().flags(first.callId());

        // then
        response.then()
                .statusCode(200)
                .body("recordings.findAll { it.state == 'STORED' }.flagged", contains(true))
                .body("recordings.findAll { it.state == 'PURGED' }.flagged", contains(false));
    }
}
