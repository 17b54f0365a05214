package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.LogLines;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Strict;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/**
 * What a PBX is refused stands in the log, where somebody looks. The same is said once a minute, so no other
 * test with this profile may be refused at these addresses.
 */
@QuarkusTest
@TestProfile(Strict.class)
@QuarkusTestResource(TestServers.class)
class RefusalLogTest {

    private final String file = UUID.randomUUID() + ".wav";
    private final LogLines log = LogLines.of("dk.slettefrist.ingest.pbx.RefusalLog");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void shouldSayThatAnUploadOfFreeswitchIsRefused() {
        // when
        put("?token=wrong-wrong-wrong-1", Sound.wav());
        put("?token=" + TestSources.secret("freeswitch-1"), "no sound".getBytes(StandardCharsets.US_ASCII));
        given().body(Sound.wav())
                .put("/api/v1/sources/freeswitch-1/recordings/secret.wav?token=" + TestSources.secret("freeswitch-1"));

        // then
        assertThat(log.lines())
                .anyMatch(
                        line -> line.startsWith(
                                "WARN Refusing what a PBX sends source=freeswitch-1 status=401 reason=unauthenticated times=1: "))
                .anyMatch(line -> line.contains("source=freeswitch-1 status=415 reason=unsupported-media"))
                .anyMatch(line -> line.contains("source=freeswitch-1 status=400 reason=invalid-request"))
                .noneMatch(line -> line.contains(file)
                        || line.contains("secret.wav")
                        || line.contains(TestSources.secret("freeswitch-1"))
                        || line.contains("wrong-wrong"))
                .hasSize(3);
    }

    @Test
    void shouldSayOnceThatMessagesAreRefused() {
        // when
        for (int i = 0; i < 5; i++) {
            given().contentType("application/json").body("{}").post("/api/v1/sources/link-1/webhook");
        }

        // then
        assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("source=link-1 status=401"));
    }

    @Test
    void shouldSayWhatIsWrongWithThePbxsClockThoughAStrangerIsRefusedToo() {
        // when
        for (int i = 0; i < 3; i++) {
            given().contentType("application/json").body("{}").post("/api/v1/sources/generic-1/webhook");
            given().contentType("application/json")
                    .header("webhook-id", "1")
                    .header("webhook-timestamp", "1")
                    .header("webhook-signature", "v1," + "A".repeat(43) + "=")
                    .body("{}")
                    .post("/api/v1/sources/generic-1/webhook");
        }

        // then
        assertThat(log.lines())
                .hasSize(2)
                .allMatch(line -> line.contains("source=generic-1 status=401 reason=unauthenticated times=1: "))
                .anyMatch(line -> line.contains("set the clock that is wrong"));
    }

    @Test
    void shouldSayThatASourceIsUnknownWithoutItsName() {
        // when
        given().contentType("application/json").body("{}").post("/api/v1/sources/+4511111111/webhook");

        // then
        assertThat(log.lines())
                .hasSize(1)
                .allMatch(line -> line.contains("source=unknown status=404 reason=not-found"))
                .noneMatch(line -> line.contains("4511111111"));
    }

    @Test
    void shouldSayNothingOfOtherAddressesOrOfWhatIsTaken() {
        // when
        given().get("/api/v1/calls").then().statusCode(401);
        put("?token=" + TestSources.secret("freeswitch-1"), Sound.wav());

        // then
        assertThat(log.lines()).isEmpty();
    }

    private void put(String query, byte[] audio) {
        given().contentType("audio/x-wav").body(audio).put("/api/v1/sources/freeswitch-1/recordings/" + file + query);
    }
}
