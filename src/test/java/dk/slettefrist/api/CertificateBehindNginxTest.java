package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Certified;
import dk.slettefrist.testing.FreePort;
import dk.slettefrist.testing.Nginx;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.TestAuthority;
import dk.slettefrist.testing.TestIdentity;
import dk.slettefrist.testing.TestServers;

/** A real nginx verifies certificates, as {@code docs/CONFIGURATION.md} says, and tells of them. */
@QuarkusTest
@TestProfile(Certified.class)
@QuarkusTestResource(TestServers.class)
@EnabledIfSystemProperty(named = "slettefrist.nginx", matches = ".+")
class CertificateBehindNginxTest {

    /** One that asks for certificates, and one that lets those in that it cannot verify. */
    private static final String SERVERS =
            """
            map $ssl_client_verify $pbx_certificate { default ""; SUCCESS $ssl_client_escaped_cert; }
            ssl_certificate %1$s/server.pem; ssl_certificate_key %1$s/server.key;
            ssl_client_certificate %1$s/authority.pem;
            proxy_bind %2$s; proxy_http_version 1.1;
            proxy_set_header Host $host; proxy_set_header Client-Cert $pbx_certificate;
            server { listen 127.0.0.1:%3$d ssl; ssl_verify_client optional; location / { proxy_pass http://127.0.0.1:%5$d; } }
            server { listen 127.0.0.1:%4$d ssl; ssl_verify_client optional_no_ca; location / { proxy_pass http://127.0.0.1:%5$d; } }
            """;

    @TempDir
    static Path folder;

    private static Nginx nginx;
    private static int strict;
    private static int lenient;

    private TestAuthority authority;
    private TestIdentity door;

    @BeforeEach
    void start() {
        authority = Certified.authority();
        door = authority.issue(Certified.subject(Certified.DOOR));
        if (nginx == null) {
            strict = FreePort.next();
            lenient = FreePort.next();
            TestIdentity server = authority.issue("CN=proxy");
            write("server.pem", TestIdentity.pem(server.certificate()));
            write("server.key", server.keyPem());
            write("authority.pem", TestIdentity.pem(authority.certificate()));
            nginx = Nginx.start(
                    folder,
                    SERVERS.formatted(folder.toAbsolutePath(), Certified.PROXY, strict, lenient, RestAssured.port),
                    () -> ask(strict, null).startsWith("HTTP/1.1 401 "));
        }
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
    }

    @Test
    void shouldKnowAPbxWhoseCertificateTheProxyVerified() {
        assertThat(ask(strict, door)).startsWith("HTTP/1.1 202 ");
        assertThat(ask(lenient, door)).startsWith("HTTP/1.1 202 ");
    }

    @Test
    void shouldKnowNobodyElse() {
        assertThat(ask(strict, authority.issue("CN=door,O=Eksempel Kommune"))).startsWith("HTTP/1.1 401 ");
        assertThat(ask(strict, null)).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldNotBeToldOfACertificateThatTheProxyDidNotVerify() {
        // given
        TestIdentity foreign = TestAuthority.create("CN=Authority").issue(Certified.subject(Certified.DOOR));
        TestIdentity stranger = TestAuthority.create("CN=Another").issue(Certified.subject(Certified.DOOR));
        TestIdentity over =
                authority.issue(Certified.subject(Certified.DOOR), Instant.now().minus(Duration.ofHours(1)));

        // then
        assertThat(ask(strict, foreign)).startsWith("HTTP/1.1 400 ");
        assertThat(ask(strict, over)).startsWith("HTTP/1.1 400 ");
        assertThat(ask(strict, stranger)).startsWith("HTTP/1.1 400 ");
        assertThat(ask(lenient, foreign)).startsWith("HTTP/1.1 400 ");
        assertThat(ask(lenient, over)).startsWith("HTTP/1.1 400 ");
        assertThat(ask(lenient, stranger)).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Client-Cert", "client-cert", "Client_Cert", "CLIENT-CERT"})
    void shouldNotBeToldOfACertificateByAClient(String name) {
        // given
        String forged = name + ": :" + base64(door) + ":";

        // then
        assertThat(ask(strict, null, forged)).startsWith("HTTP/1.1 401 ");
        assertThat(ask(strict, authority.issue("CN=Somebody"), forged)).startsWith("HTTP/1.1 401 ");
        assertThat(ask(strict, door, name + ": :AAAA:")).startsWith("HTTP/1.1 202 ");
    }

    @Test
    void shouldNotBelieveWhoGoesAroundTheProxy() {
        try (RawConnection connection = RawConnection.open(null)) {
            assertThat(ask(connection, "Client-Cert: :" + base64(door) + ":")).startsWith("HTTP/1.1 401 ");
        }
    }

    private String ask(int port, TestIdentity identity, String... headers) {
        try (RawConnection connection =
                RawConnection.over(TestIdentity.connect(identity, authority, "127.0.0.1", port), null)) {
            return ask(connection, headers);
        }
    }

    private static String ask(RawConnection connection, String... headers) {
        String lines = String.join("\r\n", headers);
        String[] all = lines.isEmpty()
                ? new String[] {"Content-Length: 0", "Connection: close"}
                : new String[] {lines, "Content-Length: 0", "Connection: close"};
        return connection
                .head("POST", "/api/v1/sources/door/flag?callId=waits", all)
                .everything();
    }

    private static String base64(TestIdentity identity) {
        return TestIdentity.pem(identity.certificate()).replaceAll("-----[A-Z ]+-----|\\s", "");
    }

    private static void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
