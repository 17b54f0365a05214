package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.testing.Captured;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** Requests that rtpengine's recording daemon mr13.0.1.9 sent, byte for byte but for times and the beginning of the Call-ID. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RtpengineTest {

    private static final String ADDRESS = "/api/v1/sources/rtpengine-1/recordings";

    @Inject
    Switchboard switchboard;

    private final String number = UUID.randomUUID().toString().substring(0, 8);
    private final String call = PbxIdentifier.of("callId", number + "/7dec&Søren Ærø!@10.0.0.5");

    @Test
    void shouldTakeInWhatTheDaemonReallySends() {
        // given
        Instant end = switchboard.now().minusSeconds(1);

        // when
        int mixed = send(captured("attached-mixed.http", end).bytes());
        int from = send(captured("attached-single-from.http", end).bytes());
        int to = send(captured("attached-single-to.http", end).bytes());
        int again = send(captured("attached-mixed.http", end).bytes());

        // then
        assertThat(mixed).isEqualTo(201);
        assertThat(from).isEqualTo(201);
        assertThat(to).isEqualTo(201);
        assertThat(again).isEqualTo(200);
        Response found = switchboard.operator().callFrom("rtpengine-1", call);
        found.then()
                .statusCode(200)
                .body("operator", equalTo("201"))
                .body("queue", equalTo("main"))
                .body("recordings.state", everyItem(equalTo("STORED")))
                .body("recordings.contentType", everyItem(equalTo("audio/wav")))
                .body("recordings.sizeBytes", containsInAnyOrder(24_398, 32_078, 32_078));
    }

    @Test
    void shouldSaveEveryFileOfAFlaggedCall() {
        // given
        switchboard.operator().flagsFrom("rtpengine-1", call).then().statusCode(202);
        Instant end = switchboard.now().minusSeconds(1);

        // when
        send(captured("attached-mixed.http", end).bytes());
        send(captured("attached-single-to.http", end).bytes());

        // then
        switchboard
                .operator()
                .callFrom("rtpengine-1", call)
                .then()
                .body("recordings", hasSize(2))
                .body("recordings.flagged", everyItem(equalTo(true)));
    }

    @Test
    void shouldAnswerANotificationWithoutItsFile() {
        // when
        int status = send(
                captured("not-attached.http", switchboard.now().minusSeconds(1)).bytes());

        // then
        assertThat(status).isEqualTo(204);
        switchboard
                .operator()
                .callFrom("rtpengine-1", call)
                .then()
                .statusCode(200)
                .body("recordings", hasSize(0));
    }

    @Test
    void shouldRefuseALateOneBeforeItsAudio() {
        // given
        Captured late = captured("attached-mixed.http", switchboard.now().minus(Duration.ofMinutes(31)));

        // when
        int status = send(late.bytes(400));

        // then
        assertThat(status).isEqualTo(410);
    }

    @Test
    void shouldStoreNothingOfAFormThatIsNotWhole() {
        // given
        Captured captured = captured("attached-mixed.http", switchboard.now().minusSeconds(1));
        String length = captured.headers().get("content-length");

        // when
        int status = send(captured.with("Content-Length: " + length, "Content-Length: 20000")
                .bytes(20_000));

        // then
        assertThat(status).isEqualTo(400);
        switchboard
                .operator()
                .callFrom("rtpengine-1", call)
                .then()
                .body("recordings.findAll { it.state == 'STORED' }", hasSize(0));
    }

    @Test
    void shouldSayThatTheFileIsMissing() {
        given().queryParam("token", TestSources.secret("rtpengine-1"))
                .header("X-Recording-Call-ID", number)
                .header("X-Recording-File-Name", "a.wav")
                .multiPart("audio", "a.wav", Sound.wav())
                .post(ADDRESS)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=wrong-wrong-wrong-11111111", "tokem=rtpengine-1-source-secret"})
    void shouldRefuseWhoHasNotTheToken(String token) {
        // when
        int status = send(captured("attached-mixed.http", switchboard.now())
                .with("token=rtpengine-1-source-secret", token)
                .bytes());

        // then
        assertThat(status).isEqualTo(401);
        switchboard.operator().call(call).then().statusCode(404);
    }

    @Test
    void shouldRefuseSourcesOfAnotherKind() {
        given().header("Authorization", TestSources.basic("asterisk-1"))
                .multiPart("ngfile", "a.wav", Sound.wav())
                .post("/api/v1/sources/asterisk-1/recordings")
                .then()
                .statusCode(404);
    }

    private Captured captured(String name, Instant end) {
        return Captured.of("rtpengine/" + name)
                .with("f81d4fae", number)
                .at("X-Recording-Stream-Start-Time", end.minusSeconds(4))
                .at("X-Recording-Stream-End-Time", end);
    }

    private static int send(byte[] request) {
        try (RawConnection connection = RawConnection.open(null).send(request)) {
            return connection.status();
        }
    }
}
