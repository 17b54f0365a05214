package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.sql.SQLException;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.NotedFetches;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TelnyxSigner;
import dk.slettefrist.testing.TestServers;

/** Telnyx tells of a call and of its recording. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TelnyxWebhookTest {

    private static final String ADDRESS = "/api/v1/sources/telnyx-1/webhook";

    @Inject
    Switchboard switchboard;

    @Inject
    NotedFetches fetches;

    private final String callId = UUID.randomUUID().toString();
    private final String recordingId = UUID.randomUUID().toString();

    @Test
    void shouldTakeACallAndItsRecording() throws SQLException {
        // given
        String call = event("call.initiated", "\"from\": \"Søren Ærø\", \"direction\": \"incoming\"");
        String now = String.valueOf(switchboard.now().getEpochSecond());

        // when
        Response initiated = post(call, now, TelnyxSigner.sign(now, call));
        Response recorded = post(saved(), now, TelnyxSigner.signNext(now, saved()));

        // then
        initiated.then().statusCode(204);
        recorded.then().statusCode(204);
        switchboard
                .operator()
                .call(callId)
                .then()
                .statusCode(200)
                .body("source", equalTo("telnyx-1"))
                .body("caller", equalTo("Søren Ærø"))
                .body("direction", equalTo("INBOUND"));
        assertThat(fetches.count("telnyx-1", callId, recordingId)).isEqualTo(1);
    }

    @Test
    void shouldRefuseAnOldOrForgedMessage() throws SQLException {
        // given
        String now = String.valueOf(switchboard.now().getEpochSecond());
        String before = String.valueOf(switchboard.now().minusSeconds(301).getEpochSecond());

        // when
        Response old = post(saved(), before, TelnyxSigner.sign(before, saved()));
        Response forged = post(saved(), now, TelnyxSigner.sign(now, "{}"));

        // then
        old.then().statusCode(401);
        forged.then().statusCode(401);
        assertThat(fetches.count("telnyx-1", callId, recordingId)).isZero();
    }

    private String saved() {
        return event(
                "call.recording.saved",
                "\"recording_id\": \"%s\", \"recording_urls\": {\"wav\": \"https://127.0.0.1:1/1.wav\"}"
                        .formatted(recordingId));
    }

    private String event(String type, String payload) {
        return """
                {"data": {"event_type": "%s", "id": "%s %s", "payload": {"call_session_id": "%s", %s}}}
                """
                .formatted(type, callId, type, callId, payload);
    }

    private static Response post(String body, String timestamp, String signature) {
        return given().contentType("application/json; charset=UTF-8")
                .header("telnyx-timestamp", timestamp)
                .header("telnyx-signature-ed25519", signature)
                .body(body)
                .post(ADDRESS);
    }
}
