package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
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

/** What is not stored, and stays so however often it is sent: 400, 409, 413, 415 and 422. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UploadRefusalTest {

    @Inject
    Switchboard switchboard;

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
                .audio(text.getBytes(StandardCharsets.UTF_8))
                .put();

        // then
        response.then().statusCode(415).body("type", equalTo("urn:slettefrist:problem:unsupported-media"));
        assertThat(objects).containsAll(switchboard.objects());
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
    void shouldRefuseTooManyBytesByContentLength() {
        // given
        byte[] audio = Sound.wav(TestServers.MAX_SIZE + 1);

        // when
        Response response = switchboard.pbx().recording().audio(audio).put();

        // then
        response.then().statusCode(413).body("type", equalTo("urn:slettefrist:problem:too-large"));
    }
}
