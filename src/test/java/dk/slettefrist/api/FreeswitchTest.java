package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** FreeSWITCH tells of calls by CDR, and puts recordings with nothing but the name of their file. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FreeswitchTest {

    private static final String SOURCE = "/api/v1/sources/freeswitch-1";

    @Inject
    Switchboard switchboard;

    private final String call = UUID.randomUUID().toString();

    @Test
    void shouldJoinRecordingsAndCdrByTheUuid() {
        // given
        put(call + ".wav", Sound.wav()).then().statusCode(201);
        put(call + "-1.wav", Sound.wav(2000)).then().statusCode(201).body("callId", equalTo(call));

        // when
        Response cdr = post(cdr(switchboard.now().minusSeconds(60), switchboard.now()));

        // then
        cdr.then().statusCode(204);
        switchboard
                .operator()
                .callFrom("freeswitch-1", call)
                .then()
                .statusCode(200)
                .body("state", equalTo("ENDED"))
                .body("operator", equalTo("Søren Ærø"))
                .body("queue", equalTo("hovednummer@default"))
                .body("recordings.recordingId", contains(call + ".wav", call + "-1.wav"));
    }

    @Test
    void shouldAnswerLikeEveryOtherPutOfARecording() {
        // given
        byte[] audio = Sound.wav();
        Response stored = put(call + ".wav", audio);

        // when
        Response again = put(call + ".wav", audio);
        Response others = put(call + ".wav", Sound.wav(2000));
        Response text = put(call + "-2.wav", "no sound".getBytes(StandardCharsets.US_ASCII));

        // then
        stored.then().statusCode(201).header("Location", endsWith("/api/v1/recordings/" + stored.path("id")));
        again.then().statusCode(200).body("id", equalTo(stored.path("id")));
        others.then().statusCode(409).body("type", equalTo("urn:slettefrist:problem:conflict"));
        text.then().statusCode(415).body("type", equalTo("urn:slettefrist:problem:unsupported-media"));
    }

    @Test
    void shouldSaveEveryRecordingOfAFlaggedCall() {
        // given
        switchboard.operator().flagsFrom("freeswitch-1", call).then().statusCode(202);

        // when
        Response one = put(call + ".wav", Sound.wav());
        Response other = put(call + "-1.wav", Sound.wav());

        // then
        one.then().statusCode(201).body("flagged", equalTo(true));
        other.then().statusCode(201).body("flagged", equalTo(true));
    }

    @Test
    void shouldKeepARecordingFromTheEndThatTheCdrTold() {
        // given
        Instant end = switchboard.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS);
        post(cdr(end.minusSeconds(60), end)).then().statusCode(204);

        // when
        Response response = put(call + ".wav", Sound.wav());

        // then
        response.then()
                .statusCode(201)
                .body("startedAt", equalTo(end.minusSeconds(60).toString()))
                .body("endedAt", equalTo(end.toString()))
                .body("expiresAt", equalTo(end.plus(Duration.ofMinutes(30)).toString()));
    }

    @Test
    void shouldRefuseALateRecordingBeforeItsBody() {
        // given
        Instant end = switchboard.now().minus(Duration.ofMinutes(31));
        post(cdr(end.minusSeconds(60), end)).then().statusCode(204);

        // when
        try (RawConnection connection = unsent("/recordings/" + call + ".wav", 1_000_000)) {

            // then
            assertThat(connection.status()).isEqualTo(410);
        }
        switchboard.operator().callFrom("freeswitch-1", call).then().statusCode(410);
        assertThat(switchboard.query("SELECT state FROM recording WHERE call_ref = (SELECT id FROM call WHERE"
                        + " call_key = sha256('" + call + "'::bytea) AND source = 'freeswitch-1')"))
                .isEqualTo("REFUSED");
    }

    @Test
    void shouldRefuseATooLargeRecordingBeforeItsBody() {
        try (RawConnection connection = unsent("/recordings/" + call + ".wav", TestServers.MAX_SIZE + 1)) {
            assertThat(connection.status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording.wav", "44dc566a-3657-4fa8-872d.wav"})
    void shouldAskForTheUuidOfTheCall(String file) {
        put(file, Sound.wav()).then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldTakeTheSecretAsATokenAndDetailsInTheUrl() {
        // when
        Response response = given().queryParam("token", TestSources.secret("freeswitch-1"))
                .queryParam("operator", "201")
                .body(Sound.wav())
                .put(SOURCE + "/recordings/" + call + ".wav");

        // then
        response.then().statusCode(201).body("source", equalTo("freeswitch-1"));
        switchboard.operator().callFrom("freeswitch-1", call).then().body("operator", equalTo("201"));
    }

    @Test
    void shouldRefuseEverybodyElse() {
        // when
        Response nobody = given().body(Sound.wav()).put(SOURCE + "/recordings/" + call + ".wav");
        Response wrong = given().queryParam("token", "wrong-wrong-wrong-1")
                .body(Sound.wav())
                .put(SOURCE + "/recordings/" + call + ".wav");
        Response otherSource = given().header("Authorization", TestSources.basic("asterisk-1"))
                .body(Sound.wav())
                .put(SOURCE + "/recordings/" + call + ".wav");
        Response otherPbx = switchboard.pbx().asks().body(Sound.wav()).put(SOURCE + "/recordings/" + call + ".wav");
        Response otherKind = given().header("Authorization", TestSources.basic("asterisk-1"))
                .body(Sound.wav())
                .put("/api/v1/sources/asterisk-1/recordings/" + call + ".wav");

        // then
        nobody.then().statusCode(401).body("detail", equalTo("User or password is missing or wrong (HTTP Basic)."));
        wrong.then().statusCode(401).body("detail", startsWith("token= in the URL "));
        otherSource.then().statusCode(401);
        otherPbx.then().statusCode(401);
        otherKind.then().statusCode(404);
        switchboard.operator().call(call).then().statusCode(404);
    }

    private static Response put(String file, byte[] audio) {
        return source().contentType("audio/x-wav").body(audio).put(SOURCE + "/recordings/" + file);
    }

    private Response post(String cdr) {
        return source().contentType("application/json").body(cdr).post(SOURCE + "/webhook?uuid=" + call);
    }

    private static RequestSpecification source() {
        return given().header("Authorization", TestSources.basic("freeswitch-1"));
    }

    private static RawConnection unsent(String path, int length) {
        return RawConnection.open(null)
                .head(
                        "PUT",
                        SOURCE + path + "?token=" + TestSources.secret("freeswitch-1"),
                        "Content-Length: " + length);
    }

    private String cdr(Instant start, Instant end) {
        return """
                {"channel_data": {"direction": "inbound"}, "variables": {"uuid": "%s", "start_epoch": "%d", "answer_epoch": "%d",
                 "end_epoch": "%d", "cc_queue": "hovednummer%%40default", "cc_agent": "S%%C3%%B8ren%%20%%C3%%86r%%C3%%B8%%40default"}}
                """
                .formatted(call, start.getEpochSecond(), start.getEpochSecond(), end.getEpochSecond());
    }
}
