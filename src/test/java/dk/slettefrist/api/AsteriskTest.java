package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** Events of Asterisk's ARI, relayed to the webhook. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AsteriskTest {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX").withZone(ZoneOffset.ofHours(1));

    @Inject
    Switchboard switchboard;

    private final String call = "1795514400." + Math.abs(UUID.randomUUID().getMostSignificantBits());

    @Test
    void shouldKnowACallFromItsFirstChannelToItsEnd() {
        // given
        Instant now = switchboard.now();
        channel("ChannelCreated", call, "PJSIP/trunk-0000002a", "Ring", now.minusSeconds(20));
        channel("ChannelStateChange", call + "9", "PJSIP/201-0000002b", "Up", now.minusSeconds(10));
        switchboard
                .operator()
                .callFrom("asterisk-1", call)
                .then()
                .body("state", equalTo("ONGOING"))
                .body("operator", equalTo("201"))
                .body("caller", equalTo("+4511223344"));

        // when
        channel("ChannelDestroyed", call + "9", "PJSIP/201-0000002b", "Up", now.minusSeconds(2));
        channel("ChannelDestroyed", call, "PJSIP/trunk-0000002a", "Up", now.minusSeconds(1));

        // then
        switchboard.operator().callFrom("asterisk-1", call).then().body("state", equalTo("ENDED"));
    }

    @Test
    void shouldWriteDownARecordingThatLiesReady() {
        // when
        Response response = send(
                """
                {"type": "RecordingFinished", "timestamp": "%s", "application": "slettefrist",
                 "recording": {"name": "%s", "format": "wav", "state": "done", "target_uri": "channel:%s", "duration": 5}}
                """
                        .formatted(TIME.format(switchboard.now()), call, call));

        // then
        response.then().statusCode(204);
        assertThat(switchboard.query("SELECT url FROM media_fetch WHERE recording_id = '" + call + "'"))
                .isEqualTo("http://127.0.0.1:8088/ari/recordings/stored/" + call + "/file");
    }

    private void channel(String type, String id, String name, String state, Instant at) {
        send("""
                {"type": "%s", "timestamp": "%s", "application": "slettefrist",
                 "channel": {"id": "%s", "name": "%s", "state": "%s", "caller": {"name": "", "number": "+4511223344"},
                  "dialplan": {"context": "from-trunk", "exten": "70101010", "priority": 1}, "channelvars": {"CHANNEL(linkedid)": "%s"}}}
                """
                        .formatted(type, TIME.format(at), id, name, state, call))
                .then()
                .statusCode(204);
    }

    private static Response send(String event) {
        return given().queryParam("token", TestSources.secret("asterisk-1"))
                .contentType("application/json")
                .body(event)
                .post("/api/v1/sources/asterisk-1/webhook");
    }
}
