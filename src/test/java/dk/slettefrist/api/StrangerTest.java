package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.TwilioSigner;

/** Somebody who is no PBX of ours sends the head of a request, and a body that never comes. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class StrangerTest {

    /** {@code slettefrist.webhook.max-concurrent}. */
    private static final int SLOTS = 8;

    private static final String BODY_TO_COME = "Content-Length: 1000000";

    @Inject
    Switchboard switchboard;

    private final List<RawConnection> strangers = new ArrayList<>();

    @AfterEach
    void hangUp() {
        strangers.forEach(RawConnection::close);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generic-1/webhook",
                "generic-1/webhook?token=wrong-wrong-wrong-1",
                "asterisk-1/webhook",
                "freeswitch-1/webhook",
                "rtpengine-1/webhook",
                "rtpengine-1/recordings",
                "elks-1/webhook",
                "link-1/webhook",
                "twilio-1/webhook",
                "telnyx-1/webhook",
            })
    void shouldBeRefusedBeforeTheBodyIsRead(String address) {
        try (RawConnection connection = post(address)) {
            assertThat(connection.status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generic-1 | webhook-id: 1 | webhook-timestamp: 1 | webhook-signature: v1,AAAA",
                "telnyx-1 | telnyx-timestamp: 1 | telnyx-signature-ed25519: AAAA | Accept: */*",
                "twilio-1 | X-Twilio-Signature: AAAA | I-Twilio-Idempotency-Token: 1 | Accept: */*",
            })
    void shouldBeRefusedBeforeTheBodyIsReadForASignatureThatCannotFit(
            String source, String first, String second, String third) {
        try (RawConnection connection = post(source + "/webhook", first, second, third)) {
            assertThat(connection.status()).isEqualTo(401);
        }
    }

    @Test
    void shouldBeRefusedBeforeARecordingIsRead() {
        try (RawConnection connection = RawConnection.open(null)
                .head(
                        "PUT",
                        "/api/v1/sources/freeswitch-1/recordings/9b2d1bb5-1a36-4d09-8d2e-1c2f3a4b5c6d.wav",
                        BODY_TO_COME)) {
            assertThat(connection.status()).isEqualTo(401);
        }
    }

    @Test
    void shouldNotKeepThePbxsFromBeingHeard() {
        // given
        for (int i = 0; i < SLOTS; i++) {
            strangers.add(post("link-1/webhook"));
        }
        strangers.forEach(stranger -> assertThat(stranger.status()).isEqualTo(401));

        // when
        int status = provenByItsHead();

        // then
        assertThat(status).isEqualTo(400);
    }

    /** The head alone cannot show that these are nobody's. */
    @Test
    void shouldKeepNobodyElseFromBeingHeardByWellFormedSignatures() {
        // given
        for (int i = 0; i < SLOTS; i++) {
            strangers.add(readFrom(post("generic-1/webhook", fake())));
        }

        // then
        try (RawConnection oneMore = post("generic-1/webhook", fake())) {
            assertThat(oneMore.status()).isEqualTo(503);
        }
        assertThat(provenByItsHead()).isEqualTo(400);
        assertThat(sameSourceProvenByItsHead()).isEqualTo(400);
        assertThat(otherSourceProvenByItsBody()).isEqualTo(400);

        // when
        strangers.forEach(RawConnection::close);

        // then
        await().untilAsserted(() -> {
            try (RawConnection next = post("generic-1/webhook", fake())) {
                readFrom(next);
            }
        });
    }

    private int provenByItsHead() {
        return given().contentType("application/json")
                .header("Authorization", TestSources.basic("link-1"))
                .body("{\"id\": \"no message of its kind\"}")
                .post("/api/v1/sources/link-1/webhook")
                .statusCode();
    }

    private int sameSourceProvenByItsHead() {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + TestSources.secret("generic-1"))
                .body("{\"id\": \"no message of its kind\"}")
                .post("/api/v1/sources/generic-1/webhook")
                .statusCode();
    }

    private int otherSourceProvenByItsBody() {
        String form = "Nothing=of+its+kind";
        String path = "/api/v1/sources/twilio-1/webhook";
        return given().contentType("application/x-www-form-urlencoded")
                .header(
                        "X-Twilio-Signature",
                        TwilioSigner.sign(TestSources.secret("twilio-1"), TestSources.PUBLIC_URL + path, form))
                .body(form)
                .post(path)
                .statusCode();
    }

    /** One that could be anybody's. */
    private String[] fake() {
        return new String[] {
            "webhook-id: 1",
            "webhook-timestamp: " + switchboard.now().getEpochSecond(),
            "webhook-signature: v1," + "A".repeat(43) + "=",
            "Expect: 100-continue"
        };
    }

    /** Waits until its body is asked for: it has its place then. */
    private static RawConnection readFrom(RawConnection stranger) {
        assertThat(stranger.status()).isEqualTo(100);
        return stranger;
    }

    private static RawConnection post(String address, String... headers) {
        String[] head = new String[headers.length + 1];
        System.arraycopy(headers, 0, head, 0, headers.length);
        head[headers.length] = BODY_TO_COME;
        return RawConnection.open(null).head("POST", "/api/v1/sources/" + address, head);
    }
}
