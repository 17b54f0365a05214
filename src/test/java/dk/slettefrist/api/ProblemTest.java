package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.time.Instant;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** Every failure is a problem of RFC 9457 that tells nothing of the inside. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ProblemTest {

    @Inject
    Switchboard switchboard;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nowhere",
                "/api",
                "/api/v1",
                "/api/v1/nowhere",
                "/api/v1/recordings",
                "/api/v1/calls/a/b/c",
                "/api/v1/reports",
                "/api/v2/calls"
            })
    void shouldNotFindAnUnknownPath(String path) {
        // when
        Response response = switchboard.operator().asks().get(path);

        // then
        isProblem(response, 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/calls",
        "PATCH, /api/v1/calls/c/flag",
        "TRACE, /api/v1/calls",
        "POST, /api/v1/calls/c/flag",
        "DELETE, /api/v1/recordings/01990000-0000-7000-8000-000000000000",
        "PUT, /api/v1/recordings/01990000-0000-7000-8000-000000000000/audio"
    })
    void shouldNotAllowAnotherMethod(String method, String path) {
        // when
        Response response = switchboard.supervisor().sends("{}").request(method, path);

        // then
        isProblem(response, 405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"reason\": }",
                "{\"reason\": \"THREAT\"",
                "reason=THREAT",
                "{\"reason\": \"THR\u00e6AT\u0001\"}",
                "[1, 2]",
                "\"\""
            })
    void shouldNotReadMalformedJson(String body) {
        // when
        Response response = switchboard.operator().flags(Switchboard.newId("call"), body);

        // then
        isProblem(response, 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\": \"THREAT\", \"note\": \"%s\"}",
                "{\"reason\": \"%s\"}",
                "{\"%s\": 1}",
                "{\"reason\": \"THREAT\"}%s",
                "%s"
            })
    void shouldNotReadJsonThatIsTooLong(String form) {
        // given
        String body = form.formatted((form.startsWith("{") && !form.endsWith("s") ? "x" : " ").repeat(1_000_000));

        // when
        Response response = switchboard.operator().flags(Switchboard.newId("call"), body);

        // then
        isProblem(response, 413, "too-large");
    }

    @Test
    void shouldNotReadJsonThatIsTooDeep() {
        // when
        Response response = switchboard.operator().flags("c", "[".repeat(5000));

        // then
        isProblem(response, 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "application/octet-stream"
            })
    void shouldNotTakeAnotherContentType(String contentType) {
        // when
        try (RawConnection connection = RawConnection.open(switchboard.operator())
                .head("PUT", "/api/v1/calls/c/flag", "Content-Type: " + contentType, "Content-Length: 2")
                .send(new byte[] {'{', '}'})) {

            // then
            assertThat(connection.answer()).startsWith("HTTP/1.1 415 ").contains("application/problem+json");
        }
    }

    @Test
    void shouldNotAnswerInAnotherMediaType() {
        // when
        Response response = switchboard
                .auditor()
                .of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1))
                .accept("application/xml")
                .get("/api/v1/reports/retention");

        // then
        isProblem(response, 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/calls/%",
                "/api/v1/calls/%zz",
                "/api/v1/calls/%c3%28",
                "/api/v1/calls?since=%zz",
                "/api/v1/calls?operator=%ff"
            })
    void shouldSurviveBrokenEscapes(String target) {
        // when
        try (RawConnection connection =
                RawConnection.open(switchboard.operator()).head("GET", target)) {

            // then
            assertThat(connection.status()).isBetween(200, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: x", "Content-Length: -1", "Content-Length: 99999999999999999999"})
    void shouldSurviveABrokenLength(String header) {
        // when
        try (RawConnection connection = switchboard.pbx().recording().open(header)) {

            // then
            assertThat(connection.status()).isBetween(400, 499);
        }
    }

    @Test
    void shouldNotRepeatWhatWasSent() {
        // when
        Response response = switchboard
                .pbx()
                .recording()
                .with("caller", "+4570123456\u0001")
                .with("direction", "+4570123456")
                .put();

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.asString()).doesNotContain("70123456");
    }

    private static void isProblem(Response response, int status, String slug) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slettefrist:problem:" + slug))
                .body("title", notNullValue())
                .body("status", equalTo(status));
        assertThat(response.asString())
                .doesNotContain("java.", "jakarta.", "dk.slettefrist", "Exception", "\tat ", "resteasy", "Request\"");
    }
}
