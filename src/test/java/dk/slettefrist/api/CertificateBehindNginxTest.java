package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

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
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestAuthority;
import dk.slettefrist.testing.TestIdentity;
import dk.slettefrist.testing.TestServers;

/** A real nginx, set up by what {@code docs/CONFIGURATION.md} says, verifies certificates and tells of them. */
@QuarkusTest
@TestProfile(Certified.class)
@QuarkusTestResource(TestServers.class)
@EnabledIfSystemProperty(named = "slettefrist.nginx", matches = ".+")
class CertificateBehindNginxTest {

    /** The one block for nginx of the chapter, which tells an administrator what to write. */
    private static final Pattern PAGE =
            Pattern.compile("(?s)\n### Certificates behind a proxy\n(?:(?!\n#).)*?```nginx\n(map .*?)(server .*?)```");

    /** Answers what reached it. */
    private static final String ECHO =
            """
            server { listen 127.0.0.1:%d; location / {
              return 200 "$http_client_cert|$http_x_forwarded_for|$http_x_forwarded_proto|$http_host"; } }
            """;

    @TempDir
    static Path folder;

    private static Nginx nginx;
    private static int strict;
    private static int lenient;
    private static int told;

    @Inject
    Switchboard switchboard;

    private TestAuthority authority;
    private TestIdentity door;

    @BeforeEach
    void start() {
        authority = Certified.authority();
        door = authority.issue(Certified.subject(Certified.DOOR));
        if (nginx == null) {
            strict = FreePort.next();
            lenient = FreePort.next();
            told = FreePort.next();
            int echo = FreePort.next();
            TestIdentity server = authority.issue("CN=proxy");
            write("server.pem", TestIdentity.pem(server.certificate()));
            write("server.key", server.keyPem());
            write("authority.pem", TestIdentity.pem(authority.certificate()));
            MatchResult page = page();
            String http = page.group(1)
                    + "proxy_bind " + Certified.PROXY + ";"
                    + filledIn(page.group(2), strict, RestAssured.port)
                    + filledIn(page.group(2), lenient, RestAssured.port).replace("optional;", "optional_no_ca;")
                    + filledIn(page.group(2), told, echo)
                    + ECHO.formatted(echo);
            nginx = Nginx.start(folder, http, () -> ask(strict, null).startsWith("HTTP/1.1 401 "));
        }
    }

    private static MatchResult page() {
        try {
            Matcher page = PAGE.matcher(Files.readString(Path.of("docs/CONFIGURATION.md")));
            assertThat(page.find()).isTrue();
            return page.toMatchResult();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files are looked for beside the one that nginx reads. */
    private static String filledIn(String server, int port, int service) {
        String filled = server.replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
                .replace("http://10.1.0.9:8080;", "http://127.0.0.1:" + service + ";");
        assertThat(filled).contains(":" + port + " ssl;", ":" + service + ";");
        return filled;
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

    @Test
    void shouldTakeARecordingOfAnyLength() {
        // given
        Instant now = switchboard.now();
        byte[] audio = Sound.wav(3 << 20);
        String target =
                "/api/v1/calls/certified-" + UUID.randomUUID() + "/recordings/1?startedAt=" + now + "&endedAt=" + now;

        // when
        String answer;
        try (RawConnection connection = connect(strict, door)) {
            answer = connection
                    .head("PUT", target, "Content-Length: " + audio.length, "Connection: close")
                    .send(audio)
                    .everything();
        }

        // then
        assertThat(answer).startsWith("HTTP/1.1 201 ").contains("\"sizeBytes\":" + audio.length);
    }

    @Test
    void shouldTellTheServiceNothingThatAClientSays() {
        // given
        String[] lies = {"Client-Cert: :" + base64(door) + ":", "X-Forwarded-For: 10.9.9.9", "X-Forwarded-Proto: http"};

        // when
        String unknown = ask(told, null, lies);
        String known = ask(told, door, lies);

        // then
        assertThat(unknown).endsWith("\r\n\r\n|127.0.0.1|https|test");
        assertThat(known)
                .contains("\r\n\r\n-----BEGIN%20CERTIFICATE-----%0A")
                .endsWith("-----END%20CERTIFICATE-----%0A|127.0.0.1|https|test");
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
        try (RawConnection connection = connect(port, identity)) {
            return ask(connection, headers);
        }
    }

    private RawConnection connect(int port, TestIdentity identity) {
        return RawConnection.over(TestIdentity.connect(identity, authority, "127.0.0.1", port), null);
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
