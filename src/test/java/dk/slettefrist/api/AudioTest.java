package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
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
class AudioTest {

    private static final int SIZE = 1000;

    @Inject
    Switchboard switchboard;

    private Delivery delivery;
    private String id;

    @BeforeEach
    void aRecording() {
        delivery = switchboard.pbx().recording().audio(Sound.wav(SIZE));
        id = delivery.stored();
    }

    @Test
    void shouldPlayTheWholeRecording() {
        // when
        Response response = switchboard.supervisor().audio(id);

        // then
        response.then()
                .statusCode(200)
                .header("Content-Type", equalTo("audio/wav"))
                .header("Content-Length", equalTo("1000"))
                .header("Accept-Ranges", equalTo("bytes"))
                .header("Content-Disposition", equalTo("inline; filename=\"" + id + ".wav\""))
                .header("Cache-Control", equalTo("no-store"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
        assertThat(response.asByteArray()).isEqualTo(delivery.audio());
    }

    @Test
    void shouldTellOfTheRecordingWithoutPlayingIt() {
        // when
        Response response = switchboard.supervisor().asks().head("/api/v1/recordings/{id}/audio", id);

        // then
        response.then()
                .statusCode(200)
                .header("Content-Type", equalTo("audio/wav"))
                .header("Content-Length", equalTo("1000"))
                .header("Accept-Ranges", equalTo("bytes"))
                .header("Cache-Control", equalTo("no-store"));
        assertThat(response.asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=500-599, 500, 600",
        "bytes=900-, 900, 1000",
        "bytes=999-, 999, 1000",
        "bytes=0-, 0, 1000",
        "bytes=900-5000, 900, 1000",
        "bytes=-100, 900, 1000",
        "bytes=-5000, 0, 1000",
        "bytes=-1, 999, 1000"
    })
    void shouldPlayAPart(String range, int from, int to) {
        // when
        Response response = switchboard.supervisor().audio(id, range);

        // then
        response.then()
                .statusCode(206)
                .header("Content-Range", equalTo("bytes " + from + "-" + (to - 1) + "/1000"))
                .header("Content-Length", equalTo(String.valueOf(to - from)))
                .header("Cache-Control", equalTo("no-store"));
        assertThat(response.asByteArray()).isEqualTo(Arrays.copyOfRange(delivery.audio(), from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-1001", "bytes=99999999999999999999-", "bytes=-0"})
    void shouldRefuseAPartBehindTheEnd(String range) {
        // when
        Response response = switchboard.supervisor().audio(id, range);

        // then
        response.then()
                .statusCode(416)
                .header("Content-Range", equalTo("bytes */1000"))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slettefrist:problem:range-not-satisfiable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=5-1", "bytes=a-b", "seconds=0-1", "nonsense"})
    void shouldReadOverARangeThatIsNotOnePart(String range) {
        // when
        Response response = switchboard.supervisor().audio(id, range);

        // then
        response.then().statusCode(200).header("Content-Length", equalTo("1000"));
    }

    @Test
    void shouldTellOfAPart() {
        // when
        Response response = switchboard
                .supervisor()
                .asks()
                .header("Range", "bytes=10-19")
                .head("/api/v1/recordings/{id}/audio", id);

        // then
        assertThat(response.statusCode()).isIn(200, 206);
        assertThat(response.asByteArray()).isEmpty();
    }

    @Test
    void shouldWriteDownEveryTimeSomebodyListens() {
        // given
        Instant from = switchboard.startAfresh();
        String kept = switchboard.pbx().recording().stored();

        // when
        switchboard.supervisor().asks().queryParam("reason", "case 4711").get("/api/v1/recordings/{id}/audio", kept);
        switchboard.supervisor().audio(kept, "bytes=0-9");
        switchboard.supervisor().asks().head("/api/v1/recordings/{id}/audio", kept);

        // then
        var events =
                switchboard.auditor().events("LISTENED", from, switchboard.now().plusSeconds(1));
        assertThat(events).hasSize(3).allSatisfy(event -> assertThat(event)
                .containsEntry("actor", "supervisor")
                .containsEntry("recording", kept));
        assertThat(events.get(0)).containsEntry("reason", "case 4711");
        assertThat(events.get(1).get("reason")).isNull();
    }

    @Test
    void shouldWriteDownWhenSomebodyWantsToListenAndMayNot() {
        // given
        Instant from = switchboard.startAfresh();
        String unknown = "01990000-0000-7000-8000-004570123456";

        // when
        switchboard.supervisor().asks().queryParam("reason", "case 4711").get("/api/v1/recordings/{id}/audio", id);
        switchboard.supervisor().asks().head("/api/v1/recordings/{id}/audio", id);
        switchboard.supervisor().audio(unknown, "bytes=0-9");
        switchboard.supervisor().audio("+4570123456");
        switchboard.supervisor().asks().queryParam("reason", "x".repeat(501)).get("/api/v1/recordings/{id}/audio", id);

        // then
        var events = switchboard
                .auditor()
                .events("LISTENING_REFUSED", from, switchboard.now().plusSeconds(1))
                .stream()
                .filter(event -> event.get("actor").equals("supervisor"))
                .toList();
        assertThat(events).allSatisfy(event -> assertThat(event).containsEntry("address", "127.0.0.1"));
        assertThat(events)
                .extracting(event -> event.get("detail"))
                .containsExactly(
                        "GET gone", "HEAD gone", "GET bytes=0-9 not-found", "GET not-found", "GET invalid-request");
        assertThat(events).extracting(event -> event.get("recording")).containsExactly(id, id, null, null, id);
        assertThat(events)
                .extracting(event -> event.get("reason"))
                .containsExactly("case 4711", null, null, null, null);
    }

    @Test
    void shouldWriteNothingDownWhenNobodyMayListen() {
        // given
        Instant from = switchboard.startAfresh();

        // when
        Response response = switchboard.supervisor().audio(id);

        // then
        response.then().statusCode(410);
        assertThat(switchboard
                        .auditor()
                        .events("LISTENED", from, switchboard.now().plusSeconds(1)))
                .isEmpty();
    }

    @Test
    void shouldPlayUntilTheDeadline() {
        // given
        switchboard.passUntil(deadline().minusSeconds(20));

        // when
        Response response = switchboard.supervisor().audio(id);

        // then
        response.then().statusCode(200);
    }

    @Test
    void shouldPlayNothingAtTheDeadline() {
        // given
        switchboard.passUntil(deadline());

        // when
        Response get = switchboard.supervisor().audio(id);
        Response part = switchboard.supervisor().audio(id, "bytes=0-9");
        Response head = switchboard.supervisor().asks().head("/api/v1/recordings/{id}/audio", id);

        // then
        get.then()
                .statusCode(410)
                .contentType("application/problem+json")
                .header("Cache-Control", equalTo("no-store"))
                .body("type", equalTo("urn:slettefrist:problem:gone"))
                .body("expiresAt", equalTo(deadline().toString()));
        part.then().statusCode(410);
        head.then().statusCode(410);
    }

    @Test
    void shouldTellWhenTheAudioWasPurged() {
        // given
        switchboard.passUntil(deadline());
        switchboard.untilPurged(id);

        // when
        Response response = switchboard.supervisor().audio(id);

        // then
        response.then().statusCode(410).body("purgedAt", notNullValue());
    }

    @Test
    void shouldRefuseAnEndlessReason() {
        // when
        Response response = switchboard
                .supervisor()
                .asks()
                .queryParam("reason", "x".repeat(501))
                .get("/api/v1/recordings/{id}/audio", id);

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldRefuseAReasonThatCannotBeKept() {
        // when
        Response response = switchboard
                .supervisor()
                .asks()
                .queryParam("reason", "a\u0000b")
                .get("/api/v1/recordings/{id}/audio", id);

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/*", "audio/wav", "*/*", "application/json"})
    void shouldPlayWhateverTheClientSaysItAccepts(String accept) {
        // when
        Response response = switchboard.supervisor().asks().accept(accept).get("/api/v1/recordings/{id}/audio", id);

        // then
        response.then().statusCode(200).header("Content-Type", equalTo("audio/wav"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01990000-0000-7000-8000-000000000000", "nonsense"})
    void shouldKnowNothingOfOtherIdentifiers(String other) {
        // when
        Response response = switchboard.supervisor().audio(other);

        // then
        response.then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slettefrist:problem:not-found"));
    }

    private Instant deadline() {
        return delivery.endedAt().plus(Duration.ofMinutes(30));
    }
}
