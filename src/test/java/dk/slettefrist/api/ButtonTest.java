package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** A PBX that can only ask for a URL saves a call of its own. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ButtonTest {

    @Inject
    Switchboard switchboard;

    private final String call = "1795514400." + Math.abs(UUID.randomUUID().getMostSignificantBits());
    private final String extension = "ext-" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET"})
    void shouldSaveACallByItsIdentifier(String method) {
        // given
        String recording = stores("asterisk-1", call);

        // when
        Response response =
                button("asterisk-1", Map.of("callId", call, "extension", "201", "reason", "THREAT"), method);

        // then
        response.then()
                .statusCode(200)
                .body("callId", equalTo(call))
                .body("source", equalTo("asterisk-1"))
                .body("flagged", equalTo(true))
                .body("$", not(hasKey("caller")));
        switchboard.operator().recording(recording).then().body("flagged", equalTo(true));
        switchboard
                .operator()
                .callFrom("asterisk-1", call)
                .then()
                .body("flag.by", equalTo("asterisk-1/201"))
                .body("flag.reason", equalTo("THREAT"));
    }

    @Test
    void shouldLetTheFlagWaitForTheCall() {
        // when
        Response response = button("asterisk-1", Map.of("callId", call), "POST");

        // then
        response.then().statusCode(202).body("state", equalTo("UNKNOWN"));
        switchboard.operator().recording(stores("asterisk-1", call)).then().body("flagged", equalTo(true));
        switchboard.operator().callFrom("asterisk-1", call).then().body("flag.by", equalTo("asterisk-1"));
    }

    @Test
    void shouldChangeNothingWhenPressedAgain() {
        // given
        stores("asterisk-1", call);
        button("asterisk-1", Map.of("callId", call, "reason", "THREAT"), "POST");
        String flaggedAt = switchboard.operator().callFrom("asterisk-1", call).path("flag.at");

        // when
        Response response = button("asterisk-1", Map.of("callId", call, "reason", "OTHER"), "POST");

        // then
        response.then().statusCode(200);
        switchboard
                .operator()
                .callFrom("asterisk-1", call)
                .then()
                .body("flag.reason", equalTo("THREAT"))
                .body("flag.at", equalTo(flaggedAt));
    }

    @Test
    void shouldSayThatItIsTooLate() {
        // given
        String recording = stores("asterisk-1", call);
        switchboard.pass(Duration.ofMinutes(31));
        switchboard.untilPurged(recording);

        // when
        Response response = button("asterisk-1", Map.of("callId", call), "POST");

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:gone"));
    }

    @Test
    void shouldSaveTheCallThatGoesOnAtTheTelephone() {
        // given
        tells("asterisk-1", "call.started", call, switchboard.now().minusSeconds(10));

        // when
        Response response = button("asterisk-1", Map.of("extension", extension), "GET");

        // then
        response.then().statusCode(200).body("callId", equalTo(call)).body("state", equalTo("ONGOING"));
    }

    @Test
    void shouldSaveTheLastCallOfTheTelephoneWhenNoneGoesOn() {
        // given
        tells("asterisk-1", "call.started", call, switchboard.now().minusSeconds(60));
        tells("asterisk-1", "call.ended", call, switchboard.now().minusSeconds(10));

        // when
        Response current = button("asterisk-1", Map.of("extension", extension, "call", "CURRENT"), "POST");
        Response whichever = button("asterisk-1", Map.of("extension", extension), "POST");

        // then
        current.then().statusCode(404).body("type", equalTo("urn:slettefrist:problem:not-found"));
        whichever.then().statusCode(200).body("callId", equalTo(call)).body("state", equalTo("ENDED"));
    }

    @Test
    void shouldNeverSaveACallOfAnotherSource() {
        // given
        tells("freeswitch-1", "call.started", call, switchboard.now().minusSeconds(10));

        // when
        Response byExtension = button("asterisk-1", Map.of("extension", extension), "POST");
        Response byCall = button("asterisk-1", Map.of("callId", call), "POST");

        // then
        byExtension.then().statusCode(404);
        byCall.then().statusCode(202);
        switchboard.operator().callFrom("freeswitch-1", call).then().body("flagged", equalTo(false));
    }

    @Test
    void shouldSaveACallOfAnUnusualIdentifier() {
        // given
        String unusual = call + "*~/(10.0.0.1)";

        // when
        button("rtpengine-1", Map.of("callId", unusual), "POST").then().statusCode(202);

        // then
        String known = PbxIdentifier.of("callId", unusual);
        assertThat(known).startsWith("sha256:");
        switchboard
                .operator()
                .callFrom("rtpengine-1", known)
                .then()
                .statusCode(200)
                .body("flagged", equalTo(true));
    }

    @Test
    void shouldSayWhatIsMissingOrWrong() {
        button("asterisk-1", Map.of(), "POST").then().statusCode(400);
        button("asterisk-1", Map.of("callId", " "), "POST").then().statusCode(400);
        button("asterisk-1", Map.of("extension", "2 0 1"), "POST").then().statusCode(400);
        button("asterisk-1", Map.of("callId", call, "reason", "BOREDOM"), "POST")
                .then()
                .statusCode(400);
        button("asterisk-1", Map.of("extension", "201", "call", "NEXT"), "POST")
                .then()
                .statusCode(400);
        switchboard.operator().call(call).then().statusCode(404);
    }

    @Test
    void shouldRefuseEverybodyElse() {
        // when
        Response nobody = given().post(address("asterisk-1") + "?callId=" + call);
        Response wrong = given().post(address("asterisk-1") + "?callId=" + call + "&token=wrong-wrong-wrong-1");
        Response other = given().header("Authorization", TestSources.basic("freeswitch-1"))
                .post(address("asterisk-1") + "?callId=" + call);
        Response operator = switchboard.operator().asks().post(address("asterisk-1") + "?callId=" + call);

        // then
        nobody.then().statusCode(401);
        wrong.then().statusCode(401);
        other.then().statusCode(401);
        operator.then().statusCode(403);
        switchboard.operator().call(call).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "201, asterisk-1/201",
        "desk-654321, asterisk-1/desk-654321",
        "2079460, asterisk-1",
        "32121212, asterisk-1",
        "+4532121212, asterisk-1",
        "a-45.32.12.12, asterisk-1"
    })
    void shouldNameTheTelephoneInTheAuditButKeepNoNumber(String named, String actor) {
        // given
        Instant from = switchboard.now();
        button("asterisk-1", Map.of("callId", call, "extension", named), "POST")
                .then()
                .statusCode(202);

        // when
        Response events = switchboard
                .auditor()
                .asks()
                .queryParams(Map.of(
                        "from",
                        from.toString(),
                        "to",
                        switchboard.now().plusSeconds(60).toString()))
                .get("/api/v1/audit-events");

        // then
        events.then().statusCode(200).body("items.findAll { it.type == 'FLAGGED' }.actor", contains(actor));
        switchboard.operator().callFrom("asterisk-1", call).then().body("flag.by", equalTo(actor));
    }

    private Response button(String source, Map<String, String> parameters, String method) {
        return given().queryParam("token", TestSources.secret(source))
                .queryParams(parameters)
                .request(method, address(source));
    }

    private static String address(String source) {
        return "/api/v1/sources/" + source + "/flag";
    }

    private String stores(String source, String callId) {
        Response stored = as(source)
                .queryParam("startedAt", switchboard.now().minusSeconds(60).toString())
                .queryParam("endedAt", switchboard.now().toString())
                .contentType("audio/wav")
                .body(Sound.wav())
                .put("/api/v1/calls/" + callId + "/recordings/recording-" + callId);
        stored.then().statusCode(201);
        return stored.path("id");
    }

    private void tells(String source, String type, String callId, Instant at) {
        as(source)
                .contentType("application/json")
                .body(Map.of("type", type, "callId", callId, "at", at.toString(), "operator", extension))
                .post("/api/v1/calls/events")
                .then()
                .statusCode(204);
    }

    private static RequestSpecification as(String source) {
        return given().header("Authorization", TestSources.basic(source));
    }
}
