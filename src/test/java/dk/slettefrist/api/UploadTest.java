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

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UploadTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final Duration LONG = Duration.ofDays(30);

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
        delivery.with("endedAt", end.atOffset(java.time.ZoneOffset.ofHours(2)).toString());

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

    @Test
    void shouldRefuseOtherBytesUnderTheSameIdentifiers() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        byte[] before = delivery.audio();
        String id = delivery.stored();
        Set<String> objects = switchboard.objects();

        // when
        Response response = delivery.audio(Sound.wav()).put();

        // then
        response.then().statusCode(409).body("type", equalTo("urn:slettefrist:problem:conflict"));
        assertThat(switchboard.supervisor().audio(id).asByteArray()).isEqualTo(before);
        assertThat(objects).containsAll(switchboard.objects());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a,b", "ærø", "a%b", "a;b", "a\\b", "a*b", "a\nb", "a?b", "a=b", "a#b", "a/b"})
    void shouldRefuseIdentifiersWithOtherCharacters(String identifier) {
        // when
        Response asCall = switchboard.pbx().recording(identifier, "recording").put();
        Response asRecording = switchboard.pbx().recording("call", identifier).put();

        // then
        asCall.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
        asRecording.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldRefuseIdentifiersThatAreTooLong() {
        // given
        String identifier = "x".repeat(129);

        // when
        Response asCall = switchboard.pbx().recording(identifier, "recording").put();
        Response asRecording = switchboard.pbx().recording("call", identifier).put();

        // then
        asCall.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
        asRecording.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
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

    @ParameterizedTest
    @ValueSource(strings = {"startedAt", "endedAt"})
    void shouldRefuseARecordingWithoutItsTimes(String field) {
        // when
        Response response = switchboard.pbx().recording().without(field).put();

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @CsvSource({
        "startedAt, ''",
        "startedAt, yesterday",
        "startedAt, 1732180000",
        "startedAt, 2026-11-21",
        "startedAt, 2026-11-21T10:15:30",
        "startedAt, 2026-13-21T10:15:30Z",
        "startedAt, -999999999-01-01T00:00:00Z",
        "endedAt, ''",
        "endedAt, 2026-11-21T25:15:30Z",
        "endedAt, now",
        "direction, SIDEWAYS",
        "direction, inbound"
    })
    void shouldRefuseWhatItCannotRead(String field, String value) {
        // when
        Response response = switchboard.pbx().recording().with(field, value).put();

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "queue", "caller", "callee"})
    void shouldRefuseControlCharactersAndEndlessText(String field) {
        // when
        Response control = switchboard.pbx().recording().with(field, "a\u0000b").put();
        Response endless =
                switchboard.pbx().recording().with(field, "x".repeat(257)).put();

        // then
        control.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
        endless.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldRefuseARecordingThatEndsBeforeItStarts() {
        // given
        Instant start = switchboard.now().minusSeconds(10);

        // when
        Response response = switchboard
                .pbx()
                .recording()
                .from(start)
                .until(start.minusMillis(1))
                .put();

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
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

    @Test
    void shouldRefuseARecordingWhoseDigestDiffersAndKeepNothing() {
        // given
        Set<String> objects = switchboard.objects();

        // when
        Response response = switchboard.pbx().recording().digestOf(Sound.wav()).put();

        // then
        response.then().statusCode(422).body("type", equalTo("urn:slettefrist:problem:checksum-mismatch"));
        assertThat(objects).containsAll(switchboard.objects());
    }

    @Test
    void shouldRefuseARetryWhoseDigestDiffers() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();

        // when
        Response response = delivery.digestOf(Sound.wav()).put();

        // then
        response.then().statusCode(422).body("type", equalTo("urn:slettefrist:problem:checksum-mismatch"));
        switchboard.operator().recording(id).then().statusCode(200);
    }

    @Test
    void shouldRefuseADigestThatItCannotRead() {
        // when
        Response response =
                switchboard.pbx().recording().contentDigest("sha-256=deadbeef").put();

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "R", "%PDF-1.7 of a longer text than sixty-four bytes, which no audio begins with", "<html>"
            })
    void shouldRefuseWhatIsNotAudioAndKeepNothing(String text) {
        // given
        Set<String> objects = switchboard.objects();

        // when
        Response response = switchboard
                .pbx()
                .recording()
                .audio(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .put();

        // then
        response.then().statusCode(415).body("type", equalTo("urn:slettefrist:problem:unsupported-media"));
        assertThat(objects).containsAll(switchboard.objects());
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
    void shouldRefuseARecordingThatEndsTooFarInTheFuture() {
        // given
        Instant end = switchboard.now().plusSeconds(75);

        // when
        Response response = switchboard.pbx().recording().ended(end).put();

        // then
        response.then().statusCode(422).body("type", equalTo("urn:slettefrist:problem:clock-skew"));
    }

    @Test
    void shouldStoreARecordingJustBeforeItsDeadline() {
        // given
        Instant end = switchboard.now().minus(SHORT).plusSeconds(30);

        // when
        Response response = switchboard.pbx().recording().ended(end).put();

        // then
        response.then()
                .statusCode(201)
                .body("expiresAt", equalTo(end.plus(SHORT).toString()));
    }

    @Test
    void shouldRefuseALateRecordingAndKeepOnlyATombstone() {
        // given
        Instant from = switchboard.startAfresh();
        Set<String> objects = switchboard.objects();
        Instant end = switchboard.now().minus(SHORT);
        Delivery delivery = switchboard.pbx().recording().ended(end);

        // when
        Response response = delivery.put();
        Response retry = delivery.put();

        // then
        response.then()
                .statusCode(410)
                .body("type", equalTo("urn:slettefrist:problem:late"))
                .body("expiresAt", equalTo(end.plus(SHORT).toString()));
        retry.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
        assertThat(switchboard.objects()).isEqualTo(objects);
        Instant to = switchboard.now().plusSeconds(1);
        switchboard
                .auditor()
                .retention(from, to)
                .then()
                .body("received.refusedLate", equalTo(1))
                .body("received.unflagged", equalTo(0))
                .body("received.failed", equalTo(0))
                .body("purged.unflagged", equalTo(0))
                .body("compliant", equalTo(true));
        assertThat(switchboard.auditor().events("REFUSED", from, to)).hasSize(1);
    }

    @Test
    void shouldAnswerALateRecordingToAPbxThatSendsAllOfItFirst() {
        // given
        Instant end = switchboard.now().minus(SHORT);
        byte[] audio = Sound.wav(15_000_000);

        // when
        Response response =
                switchboard.pbx().recording().ended(end).audio(audio).put();

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
    }

    @Test
    void shouldHoldALateRecordingOfASavedCallToItsLongerDeadline() {
        // given
        Instant end = switchboard.now().minus(LONG).plusSeconds(60);
        Delivery delivery = switchboard.pbx().recording().ended(end);
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = delivery.put();

        // then
        response.then()
                .statusCode(201)
                .body("flagged", equalTo(true))
                .body("expiresAt", equalTo(end.plus(LONG).toString()));
    }

    @Test
    void shouldRefuseARecordingOfASavedCallAfterItsLongerDeadline() {
        // given
        Instant end = switchboard.now().minus(LONG);
        Delivery delivery = switchboard.pbx().recording().ended(end);
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = delivery.put();

        // then
        response.then()
                .statusCode(410)
                .body("type", equalTo("urn:slettefrist:problem:late"))
                .body("expiresAt", equalTo(end.plus(LONG).toString()));
    }

    @Test
    void shouldStoreARecordingThatWasLateOnceItsCallIsSaved() {
        // given
        Instant end = switchboard.now().minus(SHORT);
        Delivery delivery = switchboard.pbx().recording().ended(end);
        switchboard.pbx().started(delivery.callId(), end.minusSeconds(60), "21");
        delivery.put();
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = delivery.put();

        // then
        response.then().statusCode(201).body("flagged", equalTo(true));
    }

    @Test
    void shouldNotTakeAPurgedRecordingAgain() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(SHORT));
        switchboard.untilPurged(id);

        // when
        Response response = delivery.put();

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
    }

    @Test
    void shouldRefuseTooManyBytesByContentLength() {
        // given
        byte[] audio = Sound.wav(TestServers.MAX_SIZE + 1);

        // when
        Response response = switchboard.pbx().recording().audio(audio).put();

        // then
        response.then().statusCode(413).body("type", equalTo("urn:slettefrist:problem:too-large"));
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
