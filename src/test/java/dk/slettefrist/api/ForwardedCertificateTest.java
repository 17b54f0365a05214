package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Certified;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestAuthority;
import dk.slettefrist.testing.TestIdentity;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** A proxy tells whose certificate it verified; each connection comes from an address of this machine. */
@QuarkusTest
@TestProfile(Certified.class)
@QuarkusTestResource(TestServers.class)
class ForwardedCertificateTest {

    private static final String BUTTON = "/api/v1/sources/door/flag?callId=waits";

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", tls = true)
    URL service;

    private TestAuthority authority;
    private TestIdentity door;

    @BeforeEach
    void issue() {
        authority = Certified.authority();
        door = authority.issue(Certified.subject(Certified.DOOR));
    }

    @Test
    void shouldBelieveTheProxyInEitherForm() {
        assertThat(ask(Certified.PROXY, rfc9440(door))).startsWith("HTTP/1.1 202 ");
        assertThat(ask(Certified.PROXY, escaped(door))).startsWith("HTTP/1.1 202 ");
        assertThat(ask(Certified.PROXY, escaped(door).replace("Client-Cert", "CLIENT-CERT")))
                .startsWith("HTTP/1.1 202 ");
        assertThat(ask(Certified.PROXY, "Client-Cert:")).startsWith("HTTP/1.1 401 ");
    }

    /** A proxy that adds its field to the client's would let everybody be whose certificate he has seen. */
    @Test
    void shouldRefuseAFieldBesideTheProxysOwn() {
        assertThat(ask(Certified.PROXY, rfc9440(door), "Client-Cert:")).startsWith("HTTP/1.1 400 ");
        assertThat(ask(Certified.PROXY, "Client-Cert:", rfc9440(door))).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.55", "127.0.0.10", Certified.OTHER_PROXY})
    void shouldBelieveNobodyElse(String address) {
        assertThat(ask(address, rfc9440(door))).startsWith("HTTP/1.1 401 ");
        assertThat(ask(address, rfc9440(door), escaped(door))).startsWith("HTTP/1.1 401 ");
        assertThat(ask(address, "Client-Cert: :wrong:")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldBelieveNobodyWhoSaysThatHeIsTheProxy() {
        assertThat(ask(Certified.OTHER_PROXY, rfc9440(door), "X-Forwarded-For: " + Certified.PROXY))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldTakeTheProxyItselfForNobody() {
        assertThat(ask(Certified.PROXY)).startsWith("HTTP/1.1 401 ");
        assertThat(askByTls(Certified.PROXY)).startsWith("HTTP/1.1 401 ");
        assertThat(askByTls(Certified.PROXY, rfc9440(authority.issue("CN=Somebody"))))
                .startsWith("HTTP/1.1 401 ");
        assertThat(askByTls("127.0.0.1", rfc9440(authority.issue("CN=Somebody"))))
                .startsWith("HTTP/1.1 202 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 24 * 4})
    void shouldTakeNoCertificateThatIsOverOrStillToCome(int hours) {
        // given
        TestIdentity other =
                authority.issue(Certified.subject(Certified.DOOR), Instant.now().plus(Duration.ofHours(hours)));

        // when
        String answer = ask(Certified.PROXY, rfc9440(other));

        // then
        assertThat(answer).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldRefuseTwoCertificates() {
        // given
        TestIdentity gate = authority.issue(Certified.subject(Certified.GATE));

        // when
        String answer = ask(Certified.PROXY, rfc9440(door), rfc9440(gate));

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
                .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
                .contains("urn:slettefrist:problem:invalid-request");
        assertThat(ask(Certified.PROXY, rfc9440(door), rfc9440(door))).startsWith("HTTP/1.1 400 ");
        assertThat(ask(Certified.PROXY, rfc9440(door) + ", " + value(rfc9440(gate))))
                .startsWith("HTTP/1.1 400 ");
        assertThat(ask(Certified.PROXY, escaped(door) + value(escaped(gate)))).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=door,O=Eksempel Kommune,C=DK",
                ":",
                "::",
                ":AAAA:",
                ":AAA:",
                "%",
                "%zz",
                "-----BEGIN%20CERTIFICATE-----%0AAAAA%0A-----END%20CERTIFICATE-----%0A",
                "(null)"
            })
    void shouldRefuseWhatIsNoCertificate(String told) {
        assertThat(ask(Certified.PROXY, "Client-Cert: " + told)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void shouldRefuseACertificateOfOnePbxWithASecretOfAnother() {
        // given
        String gate = "Authorization: Bearer " + TestSources.secret(Certified.GATE);

        // then
        assertThat(ask(Certified.PROXY, rfc9440(door), gate)).startsWith("HTTP/1.1 401 ");
        assertThat(ask(Certified.PROXY, rfc9440(door), "Authorization: Bearer wrong"))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldWriteDownThatACertificateWasRefused() {
        // given
        Instant from = switchboard.now();
        String proxy = "127.0.0.9";

        // when
        ask(proxy, rfc9440(authority.issue("CN=Somebody else")));

        // then
        Awaitility.await().untilAsserted(() -> assertThat(
                        switchboard.auditor().events("LOGIN_FAILED", from, from.plusSeconds(120)))
                .filteredOn(event -> proxy.equals(event.get("address")))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.toString()).doesNotContain("Somebody")));
    }

    private String ask(String from, String... headers) {
        try (RawConnection connection = RawConnection.open(null, from)) {
            return ask(connection, headers);
        }
    }

    /** As the PBX by its connection, whatever the headers say. */
    private String askByTls(String from, String... headers) {
        try (RawConnection connection =
                RawConnection.over(TestIdentity.connect(door, authority, from, service.getPort()), null)) {
            return ask(connection, headers);
        }
    }

    private static String ask(RawConnection connection, String... headers) {
        String[] all = Stream.concat(Arrays.stream(headers), Stream.of("Content-Length: 0", "Connection: close"))
                .toArray(String[]::new);
        return connection.head("POST", BUTTON, all).everything();
    }

    private static String rfc9440(TestIdentity identity) {
        try {
            byte[] der = identity.certificate().getEncoded();
            return "Client-Cert: :" + Base64.getEncoder().encodeToString(der) + ":";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String escaped(TestIdentity identity) {
        String pem = TestIdentity.pem(identity.certificate());
        return "Client-Cert: "
                + URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
    }

    private static String value(String header) {
        return header.substring(header.indexOf(' ') + 1);
    }
}
