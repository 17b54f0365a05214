package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
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
class ExtensionFlagTest {

    @Inject
    Switchboard switchboard;

    private final String anna = Switchboard.newId("anna");
    private final String bo = Switchboard.newId("bo");
    private final String call = Switchboard.newId("call");

    @Test
    void shouldSaveTheCallThatGoesOn() {
        // given
        switchboard.pbx().started(call, secondsAgo(30), anna);

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "CURRENT");

        // then
        response.then()
                .statusCode(200)
                .body("callId", equalTo(call))
                .body("flagged", equalTo(true))
                .body("flag.reason", equalTo("HARASSMENT"));
    }

    @Test
    void shouldSaveTheNewerOfTwoCallsThatGoOn() {
        // given
        switchboard.pbx().started("held-" + call, secondsAgo(60), anna);
        switchboard.pbx().started(call, secondsAgo(30), anna);

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "CURRENT");

        // then
        response.then().statusCode(200).body("callId", equalTo(call));
    }

    @Test
    void shouldSaveTheCallThatEndedLast() {
        // given
        switchboard.pbx().started("before-" + call, secondsAgo(300), anna);
        switchboard.pbx().ended("before-" + call, secondsAgo(200));
        switchboard.pbx().started(call, secondsAgo(100), anna);
        switchboard.pbx().ended(call, secondsAgo(10));

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "LAST");

        // then
        response.then().statusCode(200).body("callId", equalTo(call)).body("flagged", equalTo(true));
    }

    @Test
    void shouldSaveTheLastCallWhileAnotherGoesOn() {
        // given
        switchboard.pbx().started(call, secondsAgo(100), anna);
        switchboard.pbx().ended(call, secondsAgo(50));
        switchboard.pbx().started("next-" + call, secondsAgo(10), anna);

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "LAST");

        // then
        response.then().statusCode(200).body("callId", equalTo(call));
    }

    @Test
    void shouldKnowTheLastCallByItsRecordingAlone() {
        // given
        Delivery delivery = switchboard.pbx().recording().with("operator", anna);
        delivery.stored();

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "LAST");

        // then
        response.then()
                .statusCode(200)
                .body("callId", equalTo(delivery.callId()))
                .body("recordings.flagged", contains(true));
    }

    @Test
    void shouldSaveATransferredCallForWhoeverHasItNow() {
        // given
        transfer();

        // when
        Response response = switchboard.operator().flagsCallOf(bo, "CURRENT");

        // then
        response.then().statusCode(200).body("callId", equalTo(call));
    }

    @Test
    void shouldSaveATransferredCallRatherThanANewerOneThatWasHandedOn() {
        // given
        switchboard.pbx().started("handed-on-" + call, secondsAgo(50), bo);
        switchboard.pbx().answered("handed-on-" + call, secondsAgo(40), Switchboard.newId("carl"));
        transfer();

        // when
        Response response = switchboard.operator().flagsCallOf(bo, "CURRENT");

        // then
        response.then().statusCode(200).body("callId", equalTo(call));
    }

    @Test
    void shouldSaveATransferredCallForWhoeverHadItBefore() {
        // given
        switchboard.pbx().started("before-" + call, secondsAgo(300), anna);
        switchboard.pbx().ended("before-" + call, secondsAgo(200));
        transfer();

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "LAST");

        // then
        response.then().statusCode(200).body("callId", equalTo(call));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSaveATransferredCallForBothOnceItEnded(boolean first) {
        // given
        transfer();
        switchboard.pbx().ended(call, secondsAgo(5));

        // when
        Response response = switchboard.operator().flagsCallOf(first ? anna : bo, "LAST");

        // then
        response.then().statusCode(200).body("callId", equalTo(call));
    }

    @Test
    void shouldKnowNoCallOfAnUnknownExtension() {
        // when
        Response current = switchboard.operator().flagsCallOf(anna, "CURRENT");
        Response last = switchboard.operator().flagsCallOf(anna, "LAST");

        // then
        current.then().statusCode(404).body("type", equalTo("urn:slettefrist:problem:not-found"));
        last.then().statusCode(404).body("type", equalTo("urn:slettefrist:problem:not-found"));
    }

    @Test
    void shouldKnowNoCurrentCallOnceItEnded() {
        // given
        switchboard.pbx().started(call, secondsAgo(30), anna);
        switchboard.pbx().ended(call, secondsAgo(10));

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "CURRENT");

        // then
        response.then().statusCode(404);
    }

    @Test
    void shouldKnowNoLastCallWhileTheOnlyOneGoesOn() {
        // given
        switchboard.pbx().started(call, secondsAgo(30), anna);

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "LAST");

        // then
        response.then().statusCode(404);
    }

    @Test
    void shouldKnowNoLastCallAfterTheShortPeriod() {
        // given
        switchboard.pbx().started(call, secondsAgo(30), anna);
        switchboard.pbx().ended(call, secondsAgo(10));
        switchboard.pass(Duration.ofMinutes(30));

        // when
        Response response = switchboard.operator().flagsCallOf(anna, "LAST");

        // then
        response.then().statusCode(404);
    }

    @Test
    void shouldSaveTheRecordingOfTheCurrentCallThatIsStillToCome() {
        // given
        switchboard.pbx().started(call, secondsAgo(30), anna);
        switchboard.operator().flagsCallOf(anna, "CURRENT");

        // when
        Response response = switchboard.pbx().recording(call, "recording").put();

        // then
        response.then().statusCode(201).body("flagged", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"call\": \"CURRENT\"}",
                "{\"reason\": \"THREAT\"}",
                "{\"call\": \"NEXT\", \"reason\": \"THREAT\"}",
                "{\"call\": \"CURRENT\", \"reason\": \"FUN\"}"
            })
    void shouldRefuseAFlagThatItCannotRead(String body) {
        // given
        switchboard.pbx().started(call, secondsAgo(30), anna);

        // when
        Response response = switchboard.operator().sends(body).put("/api/v1/extensions/{extension}/flag", anna);

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldReadAnExtensionThatCannotBe() {
        // when
        Response response = switchboard.operator().flagsCallOf("a\u0000b", "CURRENT");

        // then
        assertThat(response.statusCode()).isIn(400, 404);
    }

    /** Anna answered half a minute ago and handed the call on to Bo. */
    private void transfer() {
        switchboard.pbx().started(call, secondsAgo(100), anna);
        switchboard.pbx().answered(call, secondsAgo(90), anna);
        switchboard.pbx().answered(call, secondsAgo(30), bo);
    }

    private Instant secondsAgo(int seconds) {
        return switchboard.now().minusSeconds(seconds);
    }
}
