package dk.slettefrist.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Curl;
import dk.slettefrist.testing.FreePort;
import dk.slettefrist.testing.Nginx;
import dk.slettefrist.testing.TestAuthority;
import dk.slettefrist.testing.TestIdentity;

/** Each configuration of nginx that is shipped or advised, by a real one whose service is away: no query gets into a log. */
@EnabledIfSystemProperty(named = "slettefrist.nginx", matches = ".+")
class ProxyErrorLogTest {

    private static final String HOST = "opkald.example.dk";
    private static final String NUMBER = "4512345678";
    private static final String SECRET = "5ecre7";
    private static final Pattern BLOCK = Pattern.compile("(?s)```nginx\n((?:log_format|map) .*?)```");
    private static final Pattern SERVICE = Pattern.compile("(10\\.1\\.0\\.9|127\\.0\\.0\\.1|slettefrist):8080(?=;)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy/compose/proxy/slettefrist.conf.template",
                "deploy/two-replicas/nginx.conf",
                "docs/operations/install.md",
                "docs/CONFIGURATION.md"
            })
    void shouldTellNothingOfTheQueryWhenTheServiceIsAway(String page) throws IOException {
        // given, one that refuses and one at a path that is not there, of which nginx tells as errors of two levels
        Path refusing = Files.createDirectory(folder.resolve("refusing"));
        Path missing = Files.createDirectory(folder.resolve("missing"));

        // when, then
        assertThat(logOf(page, refusing, "127.0.0.1:" + FreePort.next())).doesNotContain(NUMBER, SECRET);
        assertThat(logOf(page, missing, "unix:" + missing.resolve("socket"))).doesNotContain(NUMBER, SECRET);
    }

    private static String logOf(String page, Path folder, String service) throws IOException {
        int port = FreePort.next();
        TestIdentity identity = TestAuthority.create("CN=Authority").issue("CN=" + HOST);
        Files.writeString(folder.resolve("server.pem"), TestIdentity.pem(identity.certificate()));
        Files.writeString(folder.resolve("server.key"), identity.keyPem());
        Files.writeString(folder.resolve("upstream.conf"), "server " + service + ";");
        String http = filledIn(block(page), folder, port, service);
        String protocol = http.contains("127.0.0.1:" + port + " ssl") ? "https" : "http";
        try (Nginx nginx = Nginx.start(folder, http, () -> status(protocol, port) == 502)) {
            assertThat(nginx).isNotNull();
        }
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder logs = new StringBuilder();
            for (Path log :
                    files.filter(file -> file.toString().endsWith("log")).toList()) {
                logs.append(Files.readString(log));
            }
            return logs.toString();
        }
    }

    /** What belongs into the block {@code http}. */
    private static String block(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        if (page.endsWith(".md")) {
            Matcher block = BLOCK.matcher(text);
            assertThat(block.find()).isTrue();
            return block.group(1);
        }
        return page.endsWith("nginx.conf") ? text.substring(text.indexOf("http {") + 6, text.lastIndexOf('}')) : text;
    }

    private static String filledIn(String http, Path folder, int port, String service) {
        return SERVICE.matcher(http)
                .replaceAll(service.startsWith("unix:") ? service + ":" : service)
                .replaceAll("\\w+_temp_path [^;]+;", "")
                .replaceAll("(ssl_certificate|ssl_client_certificate) [^;]+;", "$1 " + folder + "/server.pem;")
                .replaceAll("ssl_certificate_key [^;]+;", "ssl_certificate_key " + folder + "/server.key;")
                .replaceAll("/dev/stdout|/var/log/nginx/slettefrist.log", folder + "/access.log")
                .replace("listen 443 ", "listen 127.0.0.1:" + port + " ")
                .replace("listen 80 ", "listen 127.0.0.1:" + FreePort.next() + " ")
                .replace("127.0.0.1:8081", "127.0.0.1:" + FreePort.next())
                .replace("@PORT@", Integer.toString(port))
                .replace("@WORK@", folder.toString())
                .replace("${SERVICE_HOST}", HOST)
                .replace("${LOGIN_HOST}", "login.example.dk");
    }

    /** Of a recording that is delivered. */
    private static int status(String protocol, int port) {
        String url = protocol + "://" + HOST + ":" + port
                + "/api/v1/calls/c-1/recordings/r-1?startedAt=2026-01-01T00:00:00Z&endedAt=2026-01-01T00:00:00Z&caller="
                + NUMBER + "&token=" + SECRET;
        return Curl.status("-X", "PUT", "-d", "audio", url);
    }
}
