package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.testing.Compose;
import dk.slettefrist.testing.Curl;
import dk.slettefrist.testing.FreePort;
import dk.slettefrist.testing.Nginx;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.TestAuthority;
import dk.slettefrist.testing.TestIdentity;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/**
 * The image, told what the compose file tells it, behind a real nginx with the configuration of the compose file; its servers are those of the tests, under
 * their own addresses.
 */
@Tag("alone")
@EnabledIfSystemProperty(named = Container.PODMAN, matches = ".+")
@EnabledIfSystemProperty(named = "slettefrist.nginx", matches = ".+")
class ContainerIT {

    private static final String HOST = "opkald.example.dk";
    private static final String LOGIN = "login.example.dk";
    private static final String SECRET = TestSources.secret("pbx");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    @TempDir
    static Path folder;

    private static final TestServers SERVERS = new TestServers();
    private static Image image;
    private static Map<String, String> environment;
    private static Container container;
    private static Duration used;
    private static Nginx nginx;
    private static int plain;
    private static int tls;

    @BeforeAll
    static void start() throws IOException {
        image = Image.read(Image.FILE);
        Container.load(Image.FILE);
        environment = environment(SERVERS.start());
        container = Container.start(image.name(), environment);
        container.service().awaitReady(PATIENCE);
        used = container.used();
        nginx = proxy();
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (container != null) {
            container.close();
        }
        SERVERS.stop();
    }

    @Test
    void shouldHaveNoRightAndNothingToWriteTo() throws IOException {
        // when
        String status = Files.readString(container.process().resolve("status"));
        List<String> mounts = Files.readAllLines(container.process().resolve("mounts"));

        // then
        assertThat(status)
                .containsPattern("Uid:\\s+10001\\s+10001\\s+10001\\s+10001")
                .containsPattern("CapEff:\\s+0+\n")
                .containsPattern("CapBnd:\\s+0+\n")
                .containsPattern("NoNewPrivs:\\s+1");
        assertThat(mounts)
                .filteredOn(mount -> mount.split(" ")[1].equals("/"))
                .allMatch(mount -> mount.split(" ")[3].startsWith("ro"));
    }

    @Test
    void shouldTellItsHealthWithoutAShell() {
        // given
        List<String> check = texts(Compose.read().service("slettefrist").at("/healthcheck/test"));

        // when
        int healthy = container.execute(javaOptions(), check.subList(1, check.size()));
        int shell = container.execute(javaOptions(), List.of("/bin/sh", "-c", "true"));

        // then
        assertThat(check.get(0)).isEqualTo("CMD");
        assertThat(healthy).isZero();
        assertThat(shell).isNotZero();
    }

    @Test
    void shouldTakeARecordingThroughTheProxyAndGiveItBack() throws IOException {
        // given
        Path sound = Files.write(folder.resolve("sound.wav"), Sound.wav(12_000_000));
        Instant now = Instant.now();
        String path = "/api/v1/calls/c-1/recordings/r-1?startedAt=" + now + "&endedAt=" + now;

        // when
        int stored = Curl.status("-u", "pbx:" + SECRET, "-T", sound.toString(), https(HOST, path));
        int flagged = Curl.status(
                "-u",
                "operator:" + TestServers.password("operator"),
                "-X",
                "PUT",
                "-H",
                "Content-Type: application/json",
                "-d",
                "{\"reason\": \"THREAT\"}",
                https(HOST, "/api/v1/calls/c-1/flag"));

        // then
        assertThat(List.of(stored, flagged)).containsExactly(201, 200);
    }

    @Test
    void shouldLetNobodyInWithoutTlsOrToWhatIsNotForHim() {
        assertThat(Curl.status("http://127.0.0.1:" + plain + "/api/v1/calls")).isEqualTo(403);
        assertThat(Curl.status("-u", "pbx:" + SECRET, "http://127.0.0.1:" + container.port() + "/api/v1/calls"))
                .isEqualTo(403);
        assertThat(Curl.status("http://127.0.0.1:" + plain + "/session")).isEqualTo(308);
        assertThat(Curl.status(https(HOST, "/q/metrics"))).isEqualTo(404);
        assertThat(Curl.status(https(HOST, "/q/health/ready"))).isEqualTo(404);
        assertThat(Curl.status(https(LOGIN, "/admin/"))).isEqualTo(404);
        assertThat(Curl.status(https(HOST, "/api/v1/calls"))).isEqualTo(401);
        assertThat(Curl.status(https("other.example.dk", "/api/v1/calls"))).isZero();
    }

    /** What the proxy does not write into its log, nobody can read there. */
    @Test
    void shouldKeepQueriesOutOfTheLogOfTheProxy() throws IOException {
        // when
        Curl.status(https(HOST, "/api/v1/calls?operator=4512345678"));

        // then
        assertThat(Files.readString(folder.resolve("log")))
                .contains("GET /api/v1/calls")
                .doesNotContain("4512345678");
    }

    /** The Java runtime is told to start with the archive or not at all; without one it takes longer. */
    @Test
    void shouldStartWithItsArchiveAndEndWhenAsked() {
        // given
        Map<String, String> slow = new HashMap<>(environment);
        slow.put("JAVA_TOOL_OPTIONS", javaOptions() + " -XX:AOTMode=off");

        // when
        Container other = Container.start(image.name(), slow);
        other.service().awaitReady(PATIENCE);
        Duration without = other.used();
        other.service().close();

        // then
        System.out.printf(
                "The image is ready after %s of a processor's time (%s s by the clock), without its archive %s (%s"
                        + " s)%n",
                used, seconds(container.service()), without, seconds(other.service()));
        assertThat(used).isLessThan(without);
        assertThat(other.service().awaitExit()).isEqualTo(143);
    }

    private static String seconds(PackagedService service) {
        Matcher line = STARTED.matcher(service.log());
        assertThat(line.find()).as(service.log()).isTrue();
        return line.group(1);
    }

    /** Those that the image names. */
    private static String javaOptions() {
        return texts(image.config().path("Env")).get(0).split("=", 2)[1];
    }

    /** What the compose file tells the service, at the addresses of the tests' servers, and one person more, for Keycloak is not here. */
    private static Map<String, String> environment(Map<String, String> servers) throws IOException {
        Map<String, String> variables = new HashMap<>();
        for (String secret : List.of(
                "POSTGRES_PASSWORD",
                "KEYCLOAK_DATABASE_PASSWORD",
                "OIDC_CLIENT_SECRET",
                "KEYCLOAK_ADMIN_PASSWORD",
                "GRAFANA_ADMIN_PASSWORD")) {
            variables.put(secret, "a-secret-of-this-test-" + secret);
        }
        variables.put("SERVICE_HOST", HOST);
        variables.put("LOGIN_HOST", LOGIN);
        variables.put("CERTIFICATES", folder.toString());
        variables.put("BACKUPS", folder.toString());
        variables.put("PBX_KIND", "generic");
        variables.put("PBX_SECRETS", TestSources.hash(SECRET));
        variables.put(
                "DATABASE_PASSWORD",
                Files.readString(Path.of(servers.get("slettefrist.database.password-file")))
                        .strip());
        variables.put("OBJECTS_ACCESS_KEY", servers.get("slettefrist.s3.access-key"));
        variables.put("OBJECTS_SECRET_KEY", servers.get("slettefrist.s3.secret-key"));
        Map<String, String> told = Compose.read().with(variables).environment("slettefrist");
        told.put("QUARKUS_DATASOURCE_JDBC_URL", servers.get("quarkus.datasource.jdbc.url"));
        told.put("SLETTEFRIST_S3_ENDPOINT", servers.get("slettefrist.s3.endpoint"));
        told.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "localhost");
        told.put("QUARKUS_SECURITY_USERS_EMBEDDED_USERS_OPERATOR", TestServers.password("operator"));
        told.put("QUARKUS_SECURITY_USERS_EMBEDDED_ROLES_OPERATOR", "operator");
        told.put("JAVA_TOOL_OPTIONS", javaOptions() + " -XX:AOTMode=on");
        return told;
    }

    /** A real nginx with the configuration of the compose file, at other ports. */
    private static Nginx proxy() throws IOException {
        TestIdentity identity = TestAuthority.create("CN=Authority").issue("CN=" + HOST);
        Files.writeString(folder.resolve("fullchain.pem"), TestIdentity.pem(identity.certificate()));
        Files.writeString(folder.resolve("privkey.pem"), identity.keyPem());
        plain = FreePort.next();
        tls = FreePort.next();
        String settings = Files.readString(Compose.FOLDER.resolve("proxy/slettefrist.conf.template"))
                .replace("${SERVICE_HOST}", HOST)
                .replace("${LOGIN_HOST}", LOGIN)
                .replace("/certificates/", folder.toAbsolutePath() + "/")
                .replace("listen 443 ", "listen 127.0.0.1:" + tls + " ")
                .replace("listen 80 ", "listen 127.0.0.1:" + plain + " ")
                .replace("127.0.0.1:8081", "127.0.0.1:" + FreePort.next())
                .replace("slettefrist:8080", "127.0.0.1:" + container.port());
        return Nginx.start(folder, settings, () -> Curl.status(https(HOST, "/slettefrist.css")) == 200);
    }

    private static String https(String host, String path) {
        return "https://" + host + ":" + tls + path;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
