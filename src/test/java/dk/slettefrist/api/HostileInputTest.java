package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.LogLines;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** What no client sends by mistake, in addresses, headers and bodies: a clear refusal, or taken for what it is. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class HostileInputTest {

    private static final String BOM_AND_OVERRIDE = "\ufeff\u202egnihtyna\u202c\u200b a\u0301\u0327\u0489 \ud83d\ude00";

    @Inject
    Switchboard switchboard;

    @ParameterizedTest
    @CsvSource({
        "404, /api/v1/calls/%2e%2e",
        "400, /api/v1/calls/%2e%2e%2fx",
        "404, /api/v1/calls/../../q/health",
        "400, /api/v1/calls/..%5c..%5cx",
        "404, /api/v1/recordings/%2e%2e/audio",
        "404, /api/v1/recordings/..%2f..%2fetc%2fpasswd/audio",
        "400, /api/v1/calls/a%2fb",
        "400, /api/v1/calls/a%00b",
        "400, /api/v1/calls/%c0%ae%c0%ae",
        "400, /api/v1/calls/%c0%80",
        "400, /api/v1/calls/%ed%a0%80",
        "400, /api/v1/calls/%ff",
        "400, /api/v1/calls/%",
        "400, /api/v1/calls/%zz",
        "400, /api/v1/calls/%u0041",
        "400, /api/v1/calls/c;jsessionid=1",
        "400, /api/v1/calls;x=y",
        "400, /session;x=y",
        "400, /api/v1/calls/c%3Bx=y",
        "400, /api/v1/calls/c%0d%0aX-Injected:%20yes",
        "400, /api/v1/calls/c%e2%80%ae",
        "400, /api/v1/calls/c%e2%80%8b",
        "400, /api/v1/calls?operator=%ff&limit=%00",
        "400, /api/v1/calls?limit=99999999999999999999",
        "400, /api/v1/calls?since=%0d%0a",
        "400, /api/v1/calls?after=%2e%2e",
        "400, /api/v1/calls?operator=%",
        "404, /API/V1/calls",
        "404, /session%2f..%2fapi",
        "404, /%2e%2e/%2e%2e/etc/passwd",
        "404, /slettefrist.css/..%2f..%2fapplication.properties",
        "404, /META-INF/openapi.yaml",
        "404, /application.properties",
    })
    void shouldNotBeTrickedByAnAddress(int status, String address) {
        try (RawConnection connection =
                RawConnection.open(switchboard.supervisor()).head("GET", address, "Connection: close")) {
            // when
            String answer = connection.everything();

            // then
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("X-Injected", "Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/session", "//session", "/./session", "/session/", "/x/../session", "/%73ession", "/session;a=b"
            })
    void shouldNotShowThePageOfASessionToAStrangerHoweverItIsSpelt(String address) {
        try (RawConnection connection = RawConnection.open(null).head("GET", address, "Connection: close")) {
            assertThat(connection.everything())
                    .matches("(?s)HTTP/1.1 4\\d\\d .*")
                    .doesNotContain("Signed in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "queue", "caller", "callee", "direction", "startedAt", "endedAt"})
    void shouldRefuseALineBreakInAnyFieldAndSplitNoLineOfTheLog(String field) {
        try (LogLines log = LogLines.of("dk.slettefrist")) {
            // when
            Response put = switchboard
                    .pbx()
                    .recording()
                    .with(field, "a\r\nWARN forged")
                    .put();
            Response post = switchboard
                    .pbx()
                    .recording()
                    .with(field, "a\r\nWARN forged")
                    .post();

            // then
            put.then().statusCode(400);
            post.then().statusCode(400);
            assertThat(log.lines()).noneMatch(line -> line.contains("\n") || line.contains("forged"));
        }
    }

    @Test
    void shouldSplitNoLineOfTheLogByWhateverElseAStrangerSends() {
        try (LogLines log = LogLines.of("dk.slettefrist")) {
            // when
            for (String address : new String[] {
                "/api/v1/sources/x%0d%0aWARN%20forged/webhook",
                "/api/v1/sources/link-1/webhook?token=%0d%0aWARN%20forged",
                "/api/v1/extensions/1%0d%0aWARN%20forged/flag",
                "/api/v1/recordings/%0d%0aWARN%20forged/audio",
            }) {
                try (RawConnection connection = RawConnection.open(null)
                        .head("POST", address, "Content-Length: 2", "Content-Type: application/json", "X: \u0001")
                        .send(new byte[] {'{', '}'})) {
                    assertThat(connection.status()).isBetween(400, 499);
                }
            }

            // then
            assertThat(log.lines()).noneMatch(line -> line.contains("\n") || line.contains("forged"));
        }
    }

    @Test
    void shouldKeepANoteAsItIs() {
        // given
        String call = Switchboard.newId("call");
        switchboard.pbx().recording(call, call).stored();

        // when
        Response flagged = switchboard
                .operator()
                .sends(Map.of("reason", "THREAT", "note", BOM_AND_OVERRIDE + "\r\n=1+1"))
                .put("/api/v1/calls/{call}/flag", call);

        // then
        flagged.then().statusCode(200).body("flag.note", equalTo(BOM_AND_OVERRIDE + "\r\n=1+1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":\"THREAT\",\"note\":\"\\ud800\"}",
                "{\"reason\":\"THREAT\",\"note\":\"\\udc00x\"}",
                "{\"reason\":\"THREAT\",\"note\":\"\\u0000\"}",
                "{\"reason\":\"THREAT\",\"note\":{\"a\":1}}",
                "{\"reason\":[\"THREAT\"]}",
                "{\"reason\":\"THREAT\",\"note\":\"a\"",
                "[]",
                "null",
                "1e999999999",
                "{\"reason\":\"THREAT\",\"at\":1e999999999}",
                "\ufeff{}",
            })
    void shouldRefuseOrTakeWhatIsHardlyJson(String body) {
        // when
        Response answer =
                switchboard.operator().sends(body).put("/api/v1/calls/{call}/flag", Switchboard.newId("call"));

        // then
        assertThat(answer.statusCode()).isIn(202, 400);
        assertThat(answer.asString()).doesNotContain("Exception", "jackson");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "queue", "caller", "callee", "callId", "at", "type"})
    void shouldRefuseOrTakeHalfACharacterInAnEvent(String field) {
        // when
        Response answer = switchboard
                .pbx()
                .sends("{\"type\":\"call.started\",\"callId\":\"c-half\",\"at\":\"2026-11-21T21:14:08Z\",\"" + field
                        + "\":\"\\ud800\"}")
                .post("/api/v1/calls/events");

        // then
        assertThat(answer.statusCode()).isIn(204, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate", "br", "zstd", "identity, gzip", "x"})
    void shouldRefuseACompressedBody(String encoding) throws IOException {
        // given
        Delivery delivery = switchboard.pbx().recording();
        byte[] packed = gzip(Sound.wav());

        // when
        try (RawConnection put = delivery.open(
                        "Content-Encoding: " + encoding, "Content-Length: " + packed.length, "Connection: close")
                .send(packed)) {
            String answer = put.everything();

            // then
            assertThat(answer)
                    .startsWith("HTTP/1.1 415 ")
                    .containsIgnoringCase("\r\naccept-encoding: identity\r\n")
                    .contains("urn:slettefrist:problem:unsupported-media");
        }
    }

    @Test
    void shouldRefuseACompressedMessageOfAPbx() throws IOException {
        try (RawConnection connection = RawConnection.open(null)
                .head(
                        "POST",
                        "/api/v1/sources/link-1/webhook?token=" + TestSources.secret("link-1"),
                        "Content-Type: application/json",
                        "Content-Encoding: gzip",
                        "Content-Length: 1000000")
                .send(gzip(new byte[1_000_000]))) {
            assertThat(connection.status()).isEqualTo(415);
        }
    }

    @Test
    void shouldTakeABodyThatSaysThatItIsNotCompressed() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        byte[] audio = delivery.audio();

        // when
        try (RawConnection put = delivery.open("Content-Encoding: identity", "Content-Length: " + audio.length)
                .send(audio)) {
            // then
            assertThat(put.status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=" + "b" + "\"",
                "application/octet-stream",
                "*/*",
                "/",
                "a",
                ";",
                "application/json; charset=\"",
            })
    void shouldRefuseAnotherContentType(String type) {
        // when
        try (RawConnection connection = RawConnection.open(switchboard.operator())
                .head("PUT", "/api/v1/calls/c/flag", "Content-Type: " + type, "Content-Length: 2", "Connection: close")
                .send(new byte[] {'{', '}'})) {
            String answer = connection.everything();

            // then
            assertThat(answer).matches("(?s)HTTP/1.1 4(00|15) .*").doesNotContain("Exception");
        }
    }

    @Test
    void shouldAnswerManyOverlappingRangesWithTheWholeOnce() {
        // given
        String recording = switchboard.pbx().recording().stored();
        String ranges = "bytes=0-" + ",0-".repeat(3000);

        // when
        Response answer = switchboard
                .supervisor()
                .asks()
                .header("Range", ranges)
                .get("/api/v1/recordings/{id}/audio?reason=test", recording);

        // then
        answer.then().statusCode(200);
        assertThat(answer.asByteArray()).hasSize(Sound.wav().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "HEAD", "PROPFIND", "LINK", "SEARCH"})
    void shouldNotFailAtAnyMethod(String method) {
        // when
        try (RawConnection connection =
                RawConnection.open(switchboard.operator()).head(method, "/api/v1/calls", "Connection: close")) {
            // then
            assertThat(connection.status()).isIn(200, 400, 405);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
