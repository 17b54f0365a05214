package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class MultipartTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final String FORM = "Content-Type: multipart/form-data; boundary=border";

    @Inject
    Switchboard switchboard;

    @Test
    void shouldStoreARecordingThatComesAsAForm() {
        // given
        Delivery delivery = switchboard
                .pbx()
                .recording()
                .with("operator", "21")
                .with("queue", "main")
                .with("caller", "+4570123456")
                .with("callee", "75331234")
                .with("direction", "OUTBOUND");

        // when
        Response response = delivery.post();

        // then
        response.then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/recordings/" + response.path("id")))
                .body("callId", equalTo(delivery.callId()))
                .body("recordingId", equalTo(delivery.recordingId()))
                .body("state", equalTo("STORED"))
                .body("sizeBytes", equalTo(delivery.audio().length))
                .body("sha256", equalTo(Sound.sha256(delivery.audio())));
        switchboard
                .operator()
                .call(delivery.callId())
                .then()
                .body("operator", equalTo("21"))
                .body("queue", equalTo("main"))
                .body("caller", equalTo("+4570123456"))
                .body("callee", equalTo("75331234"))
                .body("direction", equalTo("OUTBOUND"));
        assertThat(switchboard.supervisor().audio(response.path("id")).asByteArray())
                .isEqualTo(delivery.audio());
    }

    @Test
    void shouldAnswerARetryOfAFormWithTheSameRecording() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.post().path("id");

        // when
        Response retry = delivery.post();

        // then
        retry.then().statusCode(200).body("id", equalTo(id));
    }

    @Test
    void shouldTakeAFormForARetryOfAPut() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();

        // when
        Response retry = delivery.post();

        // then
        retry.then().statusCode(200).body("id", equalTo(id));
    }

    @Test
    void shouldRefuseAFormWithOtherBytesUnderTheSameIdentifiers() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();

        // when
        Response response = delivery.audio(Sound.wav()).post();

        // then
        response.then().statusCode(409).body("type", equalTo("urn:slettefrist:problem:conflict"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"startedAt", "endedAt"})
    void shouldRefuseAFormWithoutItsTimes(String field) {
        // when
        Response response = switchboard.pbx().recording().without(field).post();

        // then
        response.then()
                .statusCode(400)
                .body("type", equalTo("urn:slettefrist:problem:invalid-request"))
                .body("detail", containsString(field));
    }

    @Test
    void shouldRefuseAFormWithoutARecordingId() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        Response response = switchboard
                .pbx()
                .asks()
                .multiPart("startedAt", delivery.endedAt().toString())
                .multiPart("endedAt", delivery.endedAt().toString())
                .multiPart("audio", "a.wav", delivery.audio())
                .post(Delivery.formPath(), delivery.callId());

        // then
        response.then().statusCode(400).body("detail", containsString("recordingId"));
    }

    @Test
    void shouldRefuseAFormWithABadCallId() {
        // when
        Response response = switchboard.pbx().recording("a b", "recording").post();

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldRefuseAFormWithoutAudio() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        Response response = delivery.form().post(Delivery.formPath(), delivery.callId());

        // then
        response.then()
                .statusCode(400)
                .body("type", equalTo("urn:slettefrist:problem:invalid-request"))
                .body("detail", containsString("audio"));
    }

    @Test
    void shouldTakeAFormWhoseFieldsFollowItsAudio() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        Response response = audioFirst(delivery)
                .multiPart("startedAt", delivery.endedAt().toString())
                .multiPart("endedAt", delivery.endedAt().toString())
                .multiPart("operator", "21")
                .post(Delivery.formPath(), delivery.callId());

        // then
        response.then()
                .statusCode(201)
                .body("recordingId", equalTo(delivery.recordingId()))
                .body("endedAt", equalTo(delivery.endedAt().toString()));
        switchboard.operator().call(delivery.callId()).then().body("operator", equalTo("21"));
    }

    @Test
    void shouldRefuseAMalformedDigestOfAFormWhoseFieldsFollowItsAudio() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        Response response = audioFirst(delivery)
                .headers("Content-Digest", "sha-256=deadbeef")
                .multiPart("startedAt", delivery.endedAt().toString())
                .multiPart("endedAt", delivery.endedAt().toString())
                .post(Delivery.formPath(), delivery.callId());

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldAnswerARetryOfAFormWhoseFieldsFollowItsAudio() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        Set<String> objects = switchboard.objects();

        // when
        Response retry = audioFirst(delivery)
                .multiPart("startedAt", delivery.endedAt().toString())
                .multiPart("endedAt", delivery.endedAt().toString())
                .post(Delivery.formPath(), delivery.callId());

        // then
        retry.then().statusCode(200).body("id", equalTo(id));
        assertThat(switchboard.objects()).isEqualTo(objects);
    }

    @Test
    void shouldRefuseALateFormWhoseFieldsFollowItsAudioAndKeepNothing() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        Set<String> objects = switchboard.objects();

        // when
        Response response = audioFirst(delivery)
                .multiPart("startedAt", "2020-01-01T00:00:00Z")
                .multiPart("endedAt", "2020-01-01T00:00:00Z")
                .post(Delivery.formPath(), delivery.callId());

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
        assertThat(switchboard.objects()).isEqualTo(objects);
    }

    @Test
    void shouldRefuseAFormThatNeverTellsItsTimesAndKeepNothing() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        Set<String> objects = switchboard.objects();

        // when
        Response response = audioFirst(delivery).post(Delivery.formPath(), delivery.callId());

        // then
        response.then()
                .statusCode(400)
                .body("type", equalTo("urn:slettefrist:problem:invalid-request"))
                .body("detail", containsString("startedAt"));
        switchboard.untilStoreHoldsAtMost(objects);
    }

    @Test
    void shouldRefuseAFormThatTellsAFieldTwice() {
        // given
        Delivery delivery = switchboard.pbx().recording();

        // when
        Response response = delivery.form()
                .multiPart("operator", "21")
                .multiPart("operator", "22")
                .multiPart("audio", "a.wav", delivery.audio())
                .post(Delivery.formPath(), delivery.callId());

        // then
        response.then().statusCode(400).body("detail", containsString("twice"));
    }

    private RequestSpecification audioFirst(Delivery delivery) {
        return switchboard
                .pbx()
                .asks()
                .multiPart("audio", "a.wav", delivery.audio())
                .multiPart("recordingId", delivery.recordingId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "audio/wav", "text/plain"})
    void shouldRefuseWhatIsNoForm(String contentType) {
        // when
        Response response = switchboard
                .pbx()
                .asks()
                .contentType(contentType)
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post(Delivery.formPath(), Switchboard.newId("call"));

        // then
        response.then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slettefrist:problem:unsupported-media"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary="})
    void shouldRefuseAFormWithoutABoundary(String contentType) {
        // given
        String path = "/api/v1/calls/" + Switchboard.newId("call") + "/recordings";

        // when
        try (RawConnection connection = RawConnection.open(switchboard.pbx())
                .head("POST", path, "Content-Type: " + contentType, "Content-Length: 2")
                .send(new byte[2])) {

            // then
            assertThat(connection.status()).isEqualTo(400);
        }
    }

    @Test
    void shouldRefuseAFormThatIsNotAudioAndKeepNothing() {
        // given
        Set<String> objects = switchboard.objects();

        // when
        Response response = switchboard
                .pbx()
                .recording()
                .audio("no audio".getBytes(StandardCharsets.UTF_8))
                .post();

        // then
        response.then().statusCode(415).body("type", equalTo("urn:slettefrist:problem:unsupported-media"));
        assertThat(objects).containsAll(switchboard.objects());
    }

    @Test
    void shouldRefuseALateForm() {
        // given
        Instant end = switchboard.now().minus(SHORT);

        // when
        Response response = switchboard.pbx().recording().ended(end).post();

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
    }

    @Test
    void shouldRefuseALateFormWithoutReadingItsAudio() {
        // given
        Delivery delivery =
                switchboard.pbx().recording().ended(switchboard.now().minus(SHORT));

        // when
        try (RawConnection connection = form(delivery).chunk(bytes(headOfAudio()))) {

            // then
            assertThat(connection.answer()).startsWith("HTTP/1.1 410 ").contains("application/problem+json");
        }
    }

    @Test
    void shouldRefuseAFormFromTheFuture() {
        // given
        Instant end = switchboard.now().plusSeconds(75);

        // when
        Response response = switchboard.pbx().recording().ended(end).post();

        // then
        response.then().statusCode(422).body("type", equalTo("urn:slettefrist:problem:clock-skew"));
    }

    @Test
    void shouldRefuseAFormThatIsTooLargeByContentLength() {
        // given
        byte[] audio = Sound.wav(TestServers.MAX_SIZE + 100_000);

        // when
        Response response = switchboard.pbx().recording().audio(audio).post();

        // then
        response.then().statusCode(413).body("type", equalTo("urn:slettefrist:problem:too-large"));
    }

    @Test
    void shouldRefuseAFormWhoseAudioIsTooLargeAndKeepNothing() {
        // given
        Set<String> objects = switchboard.objects();
        byte[] audio = Sound.wav(TestServers.MAX_SIZE + 1);

        // when
        Response response = switchboard.pbx().recording().audio(audio).post();

        // then
        response.then().statusCode(413).body("type", equalTo("urn:slettefrist:problem:too-large"));
        switchboard.untilStoreHoldsAtMost(objects);
    }

    @Test
    void shouldKeepNothingOfAFormThatEndsWithoutItsLastBoundary() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();

        // when
        try (RawConnection connection = form(delivery)
                .chunk(bytes(headOfAudio()))
                .chunk(delivery.audio())
                .chunk(new byte[0])) {

            // then
            assertThat(connection.status()).isEqualTo(400);
        }
        switchboard.untilStoreHoldsAtMost(Set.of());
        switchboard
                .auditor()
                .retention(from, switchboard.now().plusSeconds(1))
                .then()
                .body("received.failed", equalTo(1))
                .body("received.unflagged", equalTo(0));
    }

    @Test
    void shouldKeepNothingOfAFormThatBreaksOff() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();

        // when
        try (RawConnection connection = form(delivery)) {
            connection.chunk(bytes(headOfAudio())).chunk(delivery.audio());
            await().until(() -> switchboard.operator().call(delivery.callId()).statusCode() == 200);
        }

        // then
        await().until(() -> switchboard
                .auditor()
                .retention(from, switchboard.now().plusSeconds(1))
                .path("received.failed")
                .equals(1));
        switchboard.untilStoreHoldsAtMost(Set.of());
    }

    private RawConnection form(Delivery delivery) {
        String path = "/api/v1/calls/" + delivery.callId() + "/recordings";
        String end = delivery.endedAt().toString();
        return RawConnection.open(switchboard.pbx())
                .head("POST", path, FORM, CHUNKED)
                .chunk(bytes(field("recordingId", delivery.recordingId())
                        + field("startedAt", end)
                        + field("endedAt", end)));
    }

    private static String field(String name, String value) {
        return "--border\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String headOfAudio() {
        return "--border\r\nContent-Disposition: form-data; name=\"audio\"; filename=\"a.wav\"\r\n"
                + "Content-Type: audio/wav\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
