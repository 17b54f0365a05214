package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** Behind a proxy at 127.0.0.1. Whoever comes from another address is no proxy. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(ForwardedAddressTest.BehindProxy.class)
class ForwardedAddressTest {

    public static final class BehindProxy implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
                    "slettefrist.web.require-tls", "true");
        }
    }

    @Inject
    Switchboard switchboard;

    private Instant from;

    @BeforeEach
    void now() {
        from = switchboard.now();
        RestAssured.requestSpecification =
                new RequestSpecBuilder().addHeader("X-Forwarded-Proto", "https").build();
    }

    @AfterEach
    void asEverywhere() {
        RestAssured.requestSpecification = null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    203.0.113.7                 | 203.0.113.7
                    203.0.113.7:4711            | 203.0.113.7
                    203.0.113.7, 10.0.0.1       | 203.0.113.7
                    [2001:db8::7]               | 2001:db8::7
                    [2001:db8::7]:4711          | 2001:db8::7
                    +4570123456                 | 127.0.0.1
                    010190-1234                 | 127.0.0.1
                    localhost                   | 127.0.0.1
                    2001:db8::7                 | 2001:db8::7
                    """)
    void shouldBelieveAProxyThatForwardsAnAddress(String forwarded, String address) {
        // when
        switchboard
                .operator()
                .asks()
                .header("X-Forwarded-For", forwarded)
                .contentType("application/json")
                .body("{\"reason\": \"THREAT\"}")
                .put("/api/v1/calls/{call}/flag", Switchboard.newId("call"))
                .then()
                .statusCode(202);

        // then
        assertThat(addresses("FLAGGED")).containsExactly(address);
    }

    @Test
    void shouldTellBrowsersToComeByTlsOnlyWhereTheyDid() {
        // when
        Response answer = switchboard.operator().asks().get("/api/v1/calls");
        Response refusal = RestAssured.given().get("/api/v1/calls");

        // then
        answer.then().statusCode(200).header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        refusal.then().statusCode(401).header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "", "HTTPS?"})
    void shouldRefuseWhatComesWithoutTlsAndLeadNobodyOn(String scheme) {
        // given
        String call = Switchboard.newId("call");
        RestAssured.requestSpecification = null;
        RequestSpecification request = switchboard
                .operator()
                .sends("{\"reason\": \"THREAT\"}")
                .redirects()
                .follow(false);

        // when
        Response answer = (scheme.isEmpty() ? request : request.header("X-Forwarded-Proto", scheme))
                .put("/api/v1/calls/{call}/flag", call);

        // then
        answer.then().statusCode(403).contentType("application/problem+json");
        assertThat(answer.header("Strict-Transport-Security")).isNull();
        assertThat(addresses("FLAGGED")).isEmpty();
    }

    @Test
    void shouldTellItsOwnAddressOfAProxyThatForwardsNone() {
        // when
        switchboard.operator().flags(Switchboard.newId("call")).then().statusCode(202);

        // then
        assertThat(addresses("FLAGGED")).containsExactly("127.0.0.1");
    }

    /** Neither from where he comes, nor that it was by TLS. */
    @Test
    void shouldNotBelieveAnybodyElse() throws IOException {
        // given
        String request = "GET /api/v1/recordings/x/audio HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
                + "Authorization: Basic eDp5\r\nX-Forwarded-For: 203.0.113.7\r\nForwarded: for=203.0.113.7\r\n"
                + "X-Forwarded-Proto: https\r\n\r\n";
        InetAddress stranger = InetAddress.getByName("127.0.0.2");

        // when
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), RestAssured.port, stranger, 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ");
        }

        // then
        await().untilAsserted(() ->
                assertThat(addresses("FORBIDDEN")).contains("127.0.0.2").doesNotContain("203.0.113.7"));
    }

    private List<String> addresses(String type) {
        return switchboard
                .auditor()
                .audit(from, switchboard.now().plusSeconds(1))
                .jsonPath()
                .param("type", type)
                .getList("items.findAll { it.type == type }.address");
    }
}
