package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.LogLines;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.User;

/**
 * Requests that a proxy in front could read otherwise than the service (request smuggling). Here {@code |} ends a line as HTTP demands, {@code ~} is a
 * lone line feed; after the first line come name, password and the wish to hang up.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AmbiguousRequestTest {

    private static final String CREDENTIALS = Base64.getEncoder()
            .encodeToString(("operator:" + TestServers.password("operator")).getBytes(StandardCharsets.UTF_8));
    private static final String FLAG = "PUT /api/v1/calls/c-1/flag HTTP/1.1|Host: t|";

    @ParameterizedTest
    @ValueSource(
            strings = {
                FLAG + "Content-Length: 2|Content-Length: 40||{}",
                FLAG + "Content-Length: 2, 40||{}",
                FLAG + "Content-Length: +2||{}",
                FLAG + "Content-Length: -2||{}",
                FLAG + "Content-Length: 0x2||{}",
                FLAG + "Content-Length: 99999999999999999999||{}",
                FLAG + "Transfer-Encoding: xchunked||2|{}|0||",
                FLAG + "Transfer-Encoding: chunked, identity||2|{}|0||",
                FLAG + "Transfer-Encoding: gzip, chunked||2|{}|0||",
                FLAG + "Transfer-Encoding: identity|Content-Length: 2||{}",
                FLAG + "Transfer-Encoding: chunked|Transfer-Encoding: identity||2|{}|0||",
                FLAG + "Transfer-Encoding: chunked|Transfer-Encoding: chunked||2|{}|0||",
                FLAG + "Transfer-Encoding : chunked|Content-Length: 4||2|{}|0||",
                FLAG + "Transfer-Encoding: \u000bchunked||2|{}|0||",
                FLAG + "Transfer-Encoding: chunked||zz|{}|0||",
                FLAG + "Transfer-Encoding: chunked||-2|{}|0||",
                FLAG + "Transfer-Encoding: chunked||ffffffffffffffff|{}|0||",
                "PUT /api/v1/calls/c-1/flag HTTP/1.0|Host: t|Transfer-Encoding: chunked|Content-Length: 4||2|{}|0||",
                "PUT /api/v1/calls/c-1/flag HTTP/1.1~Host: t~Content-Length: 2~~{}",
                "GET /api/v1/calls HTTP/1.1||",
                "GET /api/v1/calls HTTP/1.1|Host: a|Host: b||",
                "GET /api/v1/calls HTTP/1.1|Host: a b||",
                "GET /api/v1/calls HTTP/1.1|Host: t|X: a\rB: c||",
                "GET /api/v1/calls HTTP/1.1|Host: t|X: a\u0000||",
                FLAG + "Transfer-Encoding:| chunked|Content-Length: 4||2|{}|0||",
                "GET /api/v1/calls|Host: t||",
                "GET /api/v1/calls HTTP/9.9|Host: t||",
                "GET /api/v1/calls HTTP/2.0|Host: t||",
                "GET /api/v1/calls XTTP/1.1|Host: t||",
                "GET /api/v1/calls HTTP/1.1|Host: t|Authorization: x||",
                "GET /api/v1/calls HTTP/1.1|Host: t|Authorization: Basic b3BlcmF0b3I6Z3Vlc3M=||",
                "PRI * HTTP/2.0||SM||",
                "GET HTTP/1.1|Host: t||",
                "CONNECT elsewhere.example:443 HTTP/1.1|Host: t||",
                "OPTIONS * HTTP/1.1|Host: t||",
                "TRACE /api/v1/calls HTTP/1.1|Host: t||",
                "FLAG /api/v1/calls/c-1/flag HTTP/1.1|Host: t||",
                "get /api/v1/calls HTTP/1.1|Host: t||",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003||",
            })
    void shouldRefuseOrHangUp(String request) {
        try (LogLines log = LogLines.of("dk.slettefrist.web");
                LogLines framework = LogLines.of("io.quarkus.vertx.http")) {
            // when
            String answers = answers(request + "GET /api/v1/nowhere HTTP/1.1|Host: t||");

            // then
            assertThat(answers).matches("(?s)|HTTP/1\\.[01] 4\\d\\d .*");
            assertThat(answers).doesNotContain("vertx", "Exception", "java", "at io.", "\"stack\"");
            assertThat(answers.split("HTTP/1\\.[01] \\d")).hasSizeLessThanOrEqualTo(2);
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
            assertThat(framework.lines()).noneMatch(line -> line.startsWith("ERROR"));
        }
    }

    /** Where the decoder settles for one of two readings, nothing of the other is left over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4|Transfer-Encoding: chunked|",
                "Transfer-Encoding: chunked|Content-Length: 4|",
                "Transfer-Encoding: \tchunked\t|Content-Length: 4|",
                "Transfer-Encoding: chunked|X: y|",
            })
    void shouldReadChunksAndHangUpBehindThem(String headers) {
        // when
        String answers = answers(FLAG + headers + "|2;a=\"b\"|{}|0||GET /api/v1/nowhere HTTP/1.1|Host: t||");

        // then
        assertThat(answers).startsWith("HTTP/1.1 400 ").contains("reason must be one of");
        assertThat(answers.split("HTTP/1\\.[01] \\d")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "9000, 0, 0, 414, uri-too-long",
        "0, 30000, 0, 431, request-header-fields-too-large",
        "0, 0, 3000, 431, request-header-fields-too-large"
    })
    void shouldRefuseAHeadThatIsTooLong(int address, int header, int headers, int status, String slug) {
        // when
        String answers = answers("GET /api/v1/calls?x=" + "a".repeat(address) + " HTTP/1.1|Host: t|X: "
                + "b".repeat(header) + "|" + "Y: 12345678|".repeat(headers) + "|");

        // then
        assertThat(answers)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("\r\ncontent-type: application/problem+json\r\n", "\"urn:slettefrist:problem:" + slug + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/calls?limit=1&limit=1, operator",
        "GET, /api/v1/calls?unknown=1&limit=1&unknown=2, operator",
        "GET, /api/v1/calls?%6cimit=1&limit=2, operator",
        "GET, /api/v1/calls/c?source=a&source=b, operator",
        "GET, /api/v1/recordings/01990000-0000-7000-8000-000000000000/audio?reason=a&reason=b, supervisor",
        "DELETE, /api/v1/calls/c/flag?source=a&source=b, operator",
        "PUT, /api/v1/calls/c/recordings/r?startedAt=2026-01-01T00:00:00Z&startedAt=2026-01-01T00:00:00Z, pbx",
        "GET, /api/v1/reports/retention?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&to=2027-01-02T00:00:00Z, dpo",
        "POST, /api/v1/sources/generic-1/webhook?token=a&token=b, pbx"
    })
    void shouldRefuseAParameterThatIsToldTwice(String method, String address, String user) {
        // when
        Response answer = new User(user).asks().urlEncodingEnabled(false).request(method, address);

        // then
        answer.then().statusCode(400).body("detail", equalTo("The query tells a parameter more than once."));
    }

    @Test
    void shouldAnswerOneRequestAfterTheOther() {
        // when
        String answers = all("HEAD /nowhere HTTP/1.1|Host: t||HEAD /nowhere HTTP/1.1|Host: t|Connection: close||");

        // then
        assertThat(answers.split("HTTP/1\\.1 404")).hasSize(3);
    }

    private static String answers(String request) {
        return all(request.replaceFirst(
                "([|~])",
                "$1Authorization: Basic " + CREDENTIALS + "$1Content-Type: application/json$1Connection: close$1"));
    }

    private static String all(String request) {
        try (RawConnection connection = RawConnection.open(null)) {
            connection.sendOrNot(request.replace("|", "\r\n").replace("~", "\n").getBytes(StandardCharsets.ISO_8859_1));
            return connection.everything();
        }
    }
}
