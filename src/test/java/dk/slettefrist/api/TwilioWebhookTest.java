package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.NotedFetches;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.TwilioSigner;

/** Twilio tells of a call and of its recording. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class TwilioWebhookTest {

    private static final String ADDRESS = "/api/v1/sources/twilio-1/webhook?queue=main";

    @Inject
    Switchboard switchboard;

    @Inject
    NotedFetches fetches;

    private final String callId = "CA" + UUID.randomUUID();
    private final String recordingId = "RE" + UUID.randomUUID();

    @Test
    void shouldTakeACallAndItsRecording() throws SQLException {
        // when
        Response ringing =
                post("CallSid=" + callId + "&CallStatus=ringing&From=S%C3%B8ren+%C3%86r%C3%B8&Timestamp=" + time(60));
        Response answered = post("CallSid=leg&ParentCallSid=" + callId
                + "&CallStatus=in-progress&To=sip%3A1001%40pbx.example.dk&Timestamp=" + time(50));
        Response recorded = post(completed());

        // then
        ringing.then().statusCode(204);
        answered.then().statusCode(204);
        recorded.then().statusCode(204);
        switchboard
                .operator()
                .call(callId)
                .then()
                .statusCode(200)
                .body("source", equalTo("twilio-1"))
                .body("caller", equalTo("Søren Ærø"))
                .body("operator", equalTo("1001"))
                .body("queue", equalTo("main"));
        assertThat(fetches.count("twilio-1", callId, recordingId)).isEqualTo(1);
    }

    @Test
    void shouldTakeARecordingOnce() throws SQLException {
        // given
        String going = "CallSid=" + callId + "&RecordingSid=" + recordingId + "&RecordingStatus=in-progress";
        post(going).then().statusCode(204);

        // when
        Response first = post(completed());
        Response again = post(completed());

        // then
        first.then().statusCode(204);
        again.then().statusCode(204);
        assertThat(fetches.count("twilio-1", callId, recordingId)).isEqualTo(1);
    }

    @Test
    void shouldDoNothingForAnotherAttemptOfADelivery() throws SQLException {
        // given
        attempt("token-1", completed()).then().statusCode(204);
        fetches.giveUp("twilio-1", callId, recordingId);

        // when
        Response again = attempt("token-1", completed());

        // then
        again.then().statusCode(204);
        assertThat(fetches.isGivenUp("twilio-1", callId, recordingId)).isTrue();
    }

    @Test
    void shouldTryAgainWhatAnotherDeliveryTellsOf() throws SQLException {
        // given
        attempt("token-1", completed()).then().statusCode(204);
        fetches.giveUp("twilio-1", callId, recordingId);

        // when
        Response other = attempt("token-2", completed());

        // then
        other.then().statusCode(204);
        assertThat(fetches.isGivenUp("twilio-1", callId, recordingId)).isFalse();
        assertThat(fetches.count("twilio-1", callId, recordingId)).isEqualTo(1);
    }

    /** Nobody signs the token, so whoever plays a message back can give it that of another. */
    @Test
    void shouldTakeARecordingWhateverTokenCameBefore() throws SQLException {
        // given
        String before = completed().replace(recordingId, recordingId + "-before");
        attempt("token-1", before).then().statusCode(204);
        String going = "CallSid=" + callId + "&RecordingSid=" + recordingId + "&RecordingStatus=in-progress";
        attempt("token-1", going).then().statusCode(204);

        // when
        Response recorded = attempt("token-1", completed());

        // then
        recorded.then().statusCode(204);
        assertThat(fetches.count("twilio-1", callId, recordingId)).isEqualTo(1);
    }

    @Test
    void shouldRefuseAMessageThatTwilioDidNotSign() throws SQLException {
        // when
        Response unsigned = given().contentType("application/x-www-form-urlencoded")
                .body(completed())
                .post(ADDRESS);
        Response changed = given().contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature("CallSid=" + callId))
                .body(completed())
                .post(ADDRESS);

        // then
        unsigned.then().statusCode(401);
        changed.then().statusCode(401);
        assertThat(fetches.count("twilio-1", callId, recordingId)).isZero();
        switchboard.operator().call(callId).then().statusCode(404);
    }

    private String completed() {
        return "CallSid=" + callId + "&RecordingSid=" + recordingId
                + "&RecordingStatus=completed&RecordingDuration=40&RecordingStartTime=" + time(50)
                + "&RecordingUrl=https%3A%2F%2F127.0.0.1%3A1%2FRecordings%2F" + recordingId;
    }

    private static Response post(String form) {
        return signed(form).post(ADDRESS);
    }

    private static Response attempt(String token, String form) {
        return signed(form).header("I-Twilio-Idempotency-Token", token).post(ADDRESS);
    }

    private static RequestSpecification signed(String form) {
        return given().contentType("application/x-www-form-urlencoded; charset=utf-8")
                .header("X-Twilio-Signature", signature(form))
                .body(form);
    }

    private static String signature(String form) {
        return TwilioSigner.sign(TestSources.secret("twilio-1"), TestSources.PUBLIC_URL + ADDRESS, form);
    }

    /** As Twilio writes it, so many seconds ago. */
    private String time(int ago) {
        String time = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                switchboard.now().atZone(ZoneOffset.UTC).minusSeconds(ago));
        return URLEncoder.encode(time.replace("GMT", "+0000"), StandardCharsets.UTF_8);
    }
}
