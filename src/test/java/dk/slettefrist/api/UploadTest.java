package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** What is stored: 200 and 201. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UploadTest {

    private static final Duration SHORT = Duration.ofMinutes(30);

    @Inject
    Switchboard switchboard;

    @Test
    void shouldStoreARecordingAndShowIt() {
        // given
        Delivery delivery = switchboard.pbx().recording().with("direction", "INBOUND");

        // when
        Response response = delivery.put();

        // then
        response.then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/recordings/" + response.path("id")))
                .body("callId", equalTo(delivery.callId()))
                .body("recordingId", equalTo(delivery.recordingId()))
                .body("source", equalTo("pbx"))
                .body("state", equalTo("STORED"))
                .body("flagged", equalTo(false))
                .body("startedAt", equalTo(delivery.endedAt().minusSeconds(60).toString()))
                .body("endedAt", equalTo(delivery.endedAt().toString()))
                .body("receivedAt", notNullValue())
                .body("expiresAt", equalTo(delivery.endedAt().plus(SHORT).toString()))
                .body("contentType", equalTo("audio/wav"))
                .body("sizeBytes", equalTo(delivery.audio().length))
                .body("sha256", equalTo(Sound.sha256(delivery.audio())));
    }

    @Test
    void shouldLeadToTheRecordingByItsLocation() {
        // given
        Response stored = switchboard.pbx().recording().put();

        // when
        Response response = switchboard.operator().asks().get(stored.header("Location"));

        // then
        response.then().statusCode(200).body("id", equalTo(stored.path("id")));
    }

    @Test
    void shouldKeepTheBytesThatWereSent() {
        // given
        Delivery delivery = switchboard.pbx().recording().audio(Sound.wav(7_000_001));

        // when
        String id = delivery.stored();

        // then
        assertThat(switchboard.supervisor().audio(id).asByteArray()).isEqualTo(delivery.audio());
    }

    @Test
    void shouldCountThePeriodFromTheReceiptWhenTheEndLiesInTheFuture() {
        // given
        Instant end = switchboard.now().plusSeconds(45);

        // when
        Response response = switchboard.pbx().recording().ended(end).put();

        // then
        Instant received = Instant.parse(response.path("receivedAt"));
        response.then()
                .statusCode(201)
                .body("endedAt", equalTo(end.toString()))
                .body("expiresAt", equalTo(received.plus(SHORT).toString()));
    }

    @Test
    void shouldTakeTimesWithAnOffset() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        Instant end = delivery.endedAt();
        delivery.with("endedAt", end.atOffset(ZoneOffset.ofHours(2)).toString());

        // when
        Response response = delivery.put();

        // then
        response.then().statusCode(201).body("endedAt", equalTo(end.toString()));
    }

    @Test
    void shouldStoreARecordingOfNoLength() {
        // given
        Instant end = switchboard.now().minusSeconds(1);

        // when
        Response response = switchboard.pbx().recording().from(end).until(end).put();

        // then
        response.then().statusCode(201);
    }

    @Test
    void shouldAnswerARetryWithTheSameRecording() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        Instant before = switchboard.now();
        String id = delivery.stored();
        Set<String> objects = switchboard.objects();

        // when
        Response retry = delivery.put();

        // then
        retry.then().statusCode(200).body("id", equalTo(id)).body("state", equalTo("STORED"));
        assertThat(switchboard.objects()).isEqualTo(objects);
        assertThat(switchboard.auditor().typesOf(id, before, switchboard.now().plusSeconds(1)))
                .containsExactly("RECEIVED");
    }

    @Test
    void shouldKeepTwoRecordingsOfOneCallApart() {
        // given
        Delivery first = switchboard.pbx().recording();
        Delivery second = switchboard.pbx().recording(first.callId(), "other").audio(first.audio());
        String id = first.stored();

        // when
        Response response = second.put();

        // then
        response.then().statusCode(201).body("id", not(equalTo(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0",
                "events",
                "flag",
                "recordings",
                "1732180000.42",
                "A-Za-z0-9._:@+-",
                "+4570123456",
                "a@b:5060"
            })
    void shouldTakeEveryIdentifierOfTheAllowedCharacters(String identifier) {
        // when
        Response response = switchboard.pbx().recording(identifier, identifier).put();

        // then
        response.then().statusCode(201).body("callId", equalTo(identifier)).body("recordingId", equalTo(identifier));
        switchboard.operator().call(identifier).then().statusCode(200).body("callId", equalTo(identifier));
        switchboard.operator().flags(identifier).then().statusCode(200).body("callId", equalTo(identifier));
    }

    @Test
    void shouldTakeIdentifiersOf128Characters() {
        // given
        String call = Switchboard.newId("x").concat("x".repeat(128)).substring(0, 128);

        // when
        Response response = switchboard.pbx().recording(call, "y".repeat(128)).put();

        // then
        response.then().statusCode(201).body("callId", equalTo(call));
    }

    @Test
    void shouldStoreARecordingWhoseDigestIsRight() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        Response response = delivery.digestOf(delivery.audio()).put();

        // then
        response.then().statusCode(201).body("sha256", equalTo(Sound.sha256(delivery.audio())));
    }

    @Test
    void shouldReadOverDigestsOfOtherAlgorithms() {
        // when
        Response response =
                switchboard.pbx().recording().contentDigest("md5=:AAAA:").put();

        // then
        response.then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "01-bulky-waste.wav, audio/wav",
        "04-doctors-certificate.mp3, audio/mpeg",
        "05-passport.ogg, audio/ogg",
        "06-recycling-centre.opus, audio/ogg",
        "07-day-care.flac, audio/flac",
        "09-street-light.m4a, audio/mp4",
        "08-moving.au, audio/basic"
    })
    void shouldTakeEveryKindOfAudio(String file, String contentType) throws IOException {
        // given
        byte[] audio = Files.readAllBytes(Path.of("deploy", "demo", "audio", file));

        // when
        Response response = switchboard.pbx().recording().audio(audio).put();

        // then
        response.then().statusCode(201).body("contentType", equalTo(contentType));
    }

    @Test
    void shouldStoreTheLargestRecordingThereMayBe() {
        // given
        byte[] audio = Sound.wav(TestServers.MAX_SIZE);

        // when
        Response response = switchboard.pbx().recording().audio(audio).put();

        // then
        response.then()
                .statusCode(201)
                .body("sizeBytes", equalTo(TestServers.MAX_SIZE))
                .body("purgedAt", nullValue());
    }
}
