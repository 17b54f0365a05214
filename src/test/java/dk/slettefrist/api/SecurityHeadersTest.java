package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.User;

/** What tells a browser to trust nothing stands in every kind of answer. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SecurityHeadersTest {

    @Inject
    Switchboard switchboard;

    @ParameterizedTest
    @CsvSource({
        "200, GET, /api/v1/calls",
        "200, HEAD, /api/v1/calls",
        "400, GET, /api/v1/calls?limit=x",
        "400, GET, /api/v1/calls/c;x=y",
        "404, GET, /api/v1/calls/nobody-knows-it",
        "404, GET, /nowhere",
        "404, GET, /q/nothing",
        "405, DELETE, /api/v1/calls",
        "415, POST, /api/v1/calls/c/recordings",
        "200, GET, /session",
        "200, GET, /slettefrist.css",
    })
    void shouldBeOnAnAnswer(int status, String method, String address) {
        // when
        Response answer = new User(address.endsWith("recordings") ? "pbx" : "supervisor")
                .asks()
                .request(method, address);

        // then
        answer.then().statusCode(status);
        isGuarded(answer.headers());
    }

    @ParameterizedTest
    @CsvSource({
        "/session, text/html;charset=UTF-8",
        "/slettefrist.css, text/css;charset=UTF-8",
        "/api/v1/calls, application/json;charset=UTF-8",
        "/nowhere, application/problem+json"
    })
    void shouldSayInWhichCharactersAnAnswerIs(String address, String type) {
        // when
        Response answer = switchboard.supervisor().asks().get(address);

        // then
        assertThat(answer.contentType().replace(" ", "")).isEqualToIgnoringCase(type);
    }

    /** They are for the platform, on the management port. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/dev-ui",
                "/q/info",
                "/metrics",
                "/health",
                "/openapi"
            })
    void shouldShowNothingOfTheInsideOnThePublicPort(String address) {
        // when
        Response answer = switchboard.supervisor().asks().get(address);

        // then
        answer.then().statusCode(404);
    }

    @Test
    void shouldBeOnARefusalOfAStranger() {
        // when
        Response answer = RestAssured.given().get("/api/v1/calls");

        // then
        answer.then().statusCode(401);
        isGuarded(answer.headers());
    }

    @Test
    void shouldBeOnAudioAndItsParts() {
        // given
        String recording = switchboard.pbx().recording().stored();

        // when
        Response whole = switchboard.supervisor().asks().get("/api/v1/recordings/{id}/audio", recording);
        Response part = switchboard
                .supervisor()
                .asks()
                .header("Range", "bytes=0-9")
                .get("/api/v1/recordings/{id}/audio", recording);

        // then
        whole.then().statusCode(200).header("Cache-Control", "no-store");
        part.then().statusCode(206).header("Cache-Control", "no-store");
        isGuarded(whole.headers());
        isGuarded(part.headers());
    }

    private static void isGuarded(Headers headers) {
        assertThat(headers.asList().stream().map(Header::getName)).doesNotHaveDuplicates();
        assertThat(headers.asList().stream().map(header -> header.getName().toLowerCase(Locale.ROOT)))
                .doesNotContain("server", "x-powered-by", "via", "x-aspnet-version");
        assertThat(headers.toString()).doesNotContainIgnoringCase("quarkus", "vert.x", "netty", "java");
        assertThat(headers.getValue("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getValue("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(headers.getValue("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(headers.getValue("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
    }
}
