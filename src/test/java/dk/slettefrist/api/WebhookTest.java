package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import jakarta.inject.Inject;

import com.standardwebhooks.Webhook;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** A configured PBX tells of calls by webhook, and uses the interface's own endpoints under its name. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class WebhookTest {

    private static final String ADDRESS = "/api/v1/sources/generic-1/webhook";

    @Inject
    Switchboard switchboard;

    private final String callId = "hook-" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {TestSources.GENERIC_SECRET, TestSources.GENERIC_NEXT_SECRET})
    void shouldTakeAnEventSignedWithAnyOfItsSecrets(String secret) throws Exception {
        // when
        Response response =
                signed(secret, "msg-" + callId, now(), event("1001")).post(ADDRESS);

        // then
        response.then().statusCode(204);
        switchboard.operator().call(callId).then().statusCode(200).body("source", equalTo("generic-1"));
    }

    @Test
    void shouldAnswerARepeatedDeliveryWithoutDoingAnything() throws Exception {
        // given
        signed(TestSources.GENERIC_SECRET, "msg-" + callId, now(), event("1001"))
                .post(ADDRESS);

        // when
        Response response = signed(TestSources.GENERIC_SECRET, "msg-" + callId, now(), event("1002"))
                .post(ADDRESS);

        // then
        response.then().statusCode(204);
        switchboard.operator().call(callId).then().statusCode(200).body("operator", equalTo("1001"));
    }

    @Test
    void shouldRefuseAnOldSignature() throws Exception {
        // when
        Response response = signed(TestSources.GENERIC_SECRET, "msg-" + callId, now() - 301, event("1001"))
                .post(ADDRESS);

        // then
        response.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slettefrist:problem:unauthenticated"));
        switchboard.operator().call(callId).then().statusCode(404);
    }

    @Test
    void shouldRefuseASignatureOfAnotherBody() throws Exception {
        // when
        Response response = signed(TestSources.GENERIC_SECRET, "msg-" + callId, now(), event("1001"))
                .body(event("1002"))
                .post(ADDRESS);

        // then
        response.then().statusCode(401);
        switchboard.operator().call(callId).then().statusCode(404);
    }

    @Test
    void shouldTakeTheSecretAsPasswordBearerOrToken() {
        // when
        Response basic = event().header("Authorization", basic("generic-1", TestSources.secret("generic-1")))
                .post(ADDRESS);
        Response bearer = event().header("Authorization", "Bearer " + TestSources.secret("generic-1"))
                .post(ADDRESS);
        Response token = event().post(ADDRESS + "?token=" + TestSources.secret("generic-1"));

        // then
        basic.then().statusCode(204);
        bearer.then().statusCode(204);
        token.then().statusCode(204);
    }

    @Test
    void shouldRefuseAMessageWithoutProof() {
        // when
        Response nothing = event().post(ADDRESS);
        Response wrong = event().header("Authorization", "Bearer wrong").post(ADDRESS);
        Response token = event().post(ADDRESS + "?token=wrong");
        Response someoneElse = event().header("Authorization", basic("pbx", TestServers.password("pbx")))
                .post(ADDRESS);

        // then
        nothing.then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Basic "))
                .body("detail", endsWith("is missing."));
        wrong.then().statusCode(401).body("detail", startsWith("The bearer token "));
        someoneElse.then().statusCode(401).body("detail", startsWith("User or password is wrong (HTTP Basic)"));
        token.then().statusCode(401).body("detail", startsWith("token= in the URL "));
        switchboard.operator().call(callId).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json",
                "[]",
                "{\"type\": \"call.started\"}",
                "{\"type\": \"call.parked\", \"callId\": \"a\", \"at\": \"2026-11-21T10:15:30Z\"}",
                "{\"type\": \"call.started\", \"callId\": \"a\", \"at\": \"yesterday\"}",
            })
    void shouldSayWhatIsWrongWithAMessage(String body) {
        // when
        Response response = event().body(body).post(ADDRESS + "?token=" + TestSources.secret("generic-1"));

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldRefuseAMessageLongerThanTheSetting() {
        // when
        Response response =
                event().body(" ".repeat(1024 * 1024 + 1)).post(ADDRESS + "?token=" + TestSources.secret("generic-1"));

        // then
        response.then().statusCode(413).body("type", equalTo("urn:slettefrist:problem:too-large"));
    }

    @Test
    void shouldSayThatASourceIsNotConfigured() {
        event().post("/api/v1/sources/nobody/webhook")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:slettefrist:problem:not-found"));
    }

    @Test
    void shouldLetASourceUseTheInterfacesOwnEndpoints() {
        // when
        Response basic = event().header("Authorization", basic("generic-1", TestSources.secret("generic-1")))
                .post("/api/v1/calls/events");
        Response bearer = event().header("Authorization", "Bearer " + TestSources.secret("generic-1"))
                .post("/api/v1/calls/events");
        Response wrong = event().header("Authorization", basic("generic-1", "wrong-wrong-wrong-1"))
                .post("/api/v1/calls/events");
        Response unknown =
                event().header("Authorization", "Bearer nobody-has-this-token").post("/api/v1/calls/events");

        // then
        basic.then().statusCode(204);
        bearer.then().statusCode(204);
        wrong.then().statusCode(401).body("detail", startsWith("User or password "));
        unknown.then().statusCode(401).body("detail", startsWith("The bearer token "));
        switchboard.operator().call(callId).then().statusCode(200).body("source", equalTo("generic-1"));
    }

    @Test
    void shouldKnowTheSameCallByWebhookAndByTheInterfacesOwnEndpoints() {
        // given
        String legal = "Call.1:a@b+c-" + callId;
        String time = switchboard.now().toString();
        event().body(event("1001").replace(callId, legal))
                .header("Authorization", basic("generic-1", TestSources.secret("generic-1")))
                .post(ADDRESS)
                .then()
                .statusCode(204);

        // when
        Response put = given().header("Authorization", basic("generic-1", TestSources.secret("generic-1")))
                .queryParam("startedAt", time)
                .queryParam("endedAt", time)
                .body(Sound.wav())
                .put("/api/v1/calls/{call}/recordings/1", legal);
        Response other = event().body(event("1001").replace(callId, "a b"))
                .header("Authorization", basic("generic-1", TestSources.secret("generic-1")))
                .post("/api/v1/calls/events");

        // then
        put.then().statusCode(201).body("callId", equalTo(legal));
        switchboard
                .operator()
                .callFrom("generic-1", legal)
                .then()
                .statusCode(200)
                .body("operator", equalTo("1001"))
                .body("recordings.size()", equalTo(1));
        other.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldNotLetASourceDoMoreThanAPbxMay() {
        given().header("Authorization", basic("generic-1", TestSources.secret("generic-1")))
                .get("/api/v1/calls")
                .then()
                .statusCode(403)
                .body("items", nullValue());
    }

    private RequestSpecification event() {
        return given().contentType("application/json").body(event("1001"));
    }

    private String event(String operator) {
        return """
                {"type": "call.started", "callId": "%s", "at": "%s", "operator": "%s", "caller": "+4511111111"}
                """
                .formatted(callId, switchboard.now(), operator);
    }

    /** Signed by the library of Standard Webhooks, which takes only secrets in their own form; ours may be any. */
    private static RequestSpecification signed(String secret, String id, long timestamp, String body) throws Exception {
        String key = secret.startsWith("whsec_")
                ? secret
                : Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return given().contentType("application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", "v1,bm90LW91cnM= " + new Webhook(key).sign(id, timestamp, body))
                .body(body);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private long now() {
        return switchboard.now().getEpochSecond();
    }
}
