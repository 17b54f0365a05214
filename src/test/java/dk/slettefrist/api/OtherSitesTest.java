package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** A browser that remembers somebody's password, on a page of somebody else. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OtherSitesTest {

    @Inject
    Switchboard switchboard;

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/calls, cross-site",
        "GET, /api/v1/calls, same-site",
        "GET, /api/v1/calls, nobody-knows-it",
        "GET, /api/v1/calls, ''",
        "HEAD, /api/v1/calls, cross-site",
        "PUT, /api/v1/calls/c/flag, cross-site",
        "OPTIONS, /api/v1/calls/c/flag, cross-site",
        "POST, /api/v1/sources/generic-1/webhook, cross-site",
        "GET, /nowhere, cross-site",
    })
    void shouldRefuseWhatAPageOfAnotherSiteAsks(String method, String address, String site) {
        // when
        Response answer = of(site, "cors", "empty").request(method, address);

        // then
        answer.then().statusCode(403).contentType("application/problem+json").header("Cache-Control", "no-store");
    }

    @Test
    void shouldSayWhyAndDoNothing() {
        // given
        String call = Switchboard.newId("call");

        // when
        Response flag = of("cross-site", "no-cors", "empty")
                .body("{\"reason\": \"THREAT\"}")
                .put("/api/v1/calls/{call}/flag", call);

        // then
        flag.then().statusCode(403).body("type", equalTo("urn:slettefrist:problem:forbidden"));
        assertThat(flag.jsonPath().getString("detail")).contains("another site");
        switchboard.operator().asks().get("/api/v1/calls/{call}", call).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void shouldAnswerOurOwnPagesAndTheAddressBar(String site) {
        // when
        Response answer = of(site, "navigate", "document").get("/api/v1/calls");

        // then
        answer.then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://elsewhere.example, 403",
        "http://localhost.elsewhere.example, 403",
        "null, 403",
        "'', 403",
        "http://[, 403",
        "http://localhost, 200",
        "https://LOCALHOST:8443, 200",
    })
    void shouldCompareTheOriginWhereABrowserSaysNoMore(String origin, int status) {
        // when
        Response answer = switchboard.operator().asks().header("Origin", origin).get("/api/v1/calls");

        // then
        answer.then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /session, navigate, document, 200",
        "GET, /session/signed-in, navigate, document, 200",
        "GET, /session, navigate, iframe, 403",
        "GET, /session, no-cors, image, 403",
        "GET, /session, cors, empty, 403",
        "POST, /session, navigate, document, 403",
        "GET, /session/sign-out, navigate, document, 403",
        "GET, /session/../api/v1/calls, navigate, document, 403",
        "GET, /sessions, navigate, document, 403",
    })
    void shouldLeadToPagesOnly(String method, String address, String mode, String destination, int status) {
        // when
        Response answer = of("cross-site", mode, destination).request(method, address);

        // then
        answer.then().statusCode(status);
    }

    private RequestSpecification of(String site, String mode, String destination) {
        return switchboard
                .operator()
                .sends("")
                .header("Sec-Fetch-Site", site)
                .header("Sec-Fetch-Mode", mode)
                .header("Sec-Fetch-Dest", destination);
    }
}
