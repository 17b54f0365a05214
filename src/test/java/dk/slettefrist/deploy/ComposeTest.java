package dk.slettefrist.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dk.slettefrist.testing.Compose;

/** The compose file keeps its hardening, and nothing in it works without what the administrator fills in. */
class ComposeTest {

    private static final Compose COMPOSE = Compose.read();
    private static final Path EXAMPLE = Compose.FOLDER.resolve(".env.example");
    private static final Pattern DEMANDED = Pattern.compile("\\$\\{([A-Z_]+):\\?");

    @Test
    void shouldHaveAllThatBelongsToAnInstallation() {
        assertThat(names(COMPOSE.services()))
                .containsExactlyInAnyOrder(
                        "slettefrist",
                        "database",
                        "objects",
                        "objects-folder",
                        "keycloak",
                        "proxy",
                        "prometheus",
                        "grafana");
    }

    @Test
    void shouldGiveNoContainerARightThatItDoesNotNeed() {
        each((name, service) -> {
            assertThat(texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(texts(service.path("security_opt"))).as(name).containsExactly("no-new-privileges:true");
            assertThat(service.has("privileged") || service.has("pid") || service.has("ipc") || service.has("devices"))
                    .as(name)
                    .isFalse();
            assertThat(service.path("pids_limit").asInt()).as(name).isPositive();
            assertThat(service.path("read_only").asBoolean()).as(name).isEqualTo(!name.equals("keycloak"));
            assertThat(texts(service.path("volumes"))).as(name).noneMatch(volume -> volume.contains("docker.sock"));
            if (name.equals("objects-folder")) {
                assertThat(texts(service.path("cap_add"))).containsExactly("CHOWN");
                assertThat(service.path("network_mode").asText()).isEqualTo("none");
            } else {
                assertThat(service.has("cap_add")).as(name).isFalse();
                assertThat(service.path("user").asText()).as(name).matches("[1-9][0-9]*:[0-9]+");
                assertThat(service.has("mem_limit")).as(name).isTrue();
                assertThat(service.at("/healthcheck/test/0").asText()).as(name).isEqualTo("CMD");
            }
        });
    }

    @Test
    void shouldNameTheVersionOfEachImage() {
        each((name, service) -> assertThat(service.path("image").asText())
                .as(name)
                .matches("(\\$\\{SERVICE_IMAGE:-)?[a-z./-]+:v?[0-9]+\\.[0-9][^:]*"));
    }

    @Test
    void shouldPublishTheProxyAndNothingElseToOthers() {
        each((name, service) -> assertThat(texts(service.path("ports")))
                .as(name)
                .isEqualTo(
                        switch (name) {
                            case "proxy" -> List.of("80:80", "443:443");
                            case "grafana" -> List.of("127.0.0.1:3000:3000");
                            default -> List.of();
                        }));
    }

    @Test
    void shouldLetOnlyThoseTalkThatMust() {
        // given
        Map<String, Set<String>> members = new HashMap<>();
        each((name, service) -> networks(service)
                .forEach(network -> members.computeIfAbsent(network, none -> new TreeSet<>())
                        .add(name)));

        // then
        assertThat(members)
                .containsEntry("edge", Set.of("proxy"))
                .containsEntry("desk", Set.of("grafana"))
                .containsEntry("outside", Set.of("slettefrist"))
                .containsEntry("alerts", Set.of("prometheus"))
                .containsEntry("front", Set.of("proxy", "slettefrist", "keycloak"))
                .containsEntry("database", Set.of("database", "slettefrist", "keycloak"))
                .containsEntry("objects", Set.of("objects", "slettefrist"))
                .containsEntry("figures", Set.of("slettefrist", "prometheus", "grafana"))
                .containsOnlyKeys(names(COMPOSE.networks()));
        for (String inner : List.of("front", "database", "objects", "figures")) {
            assertThat(COMPOSE.networks().path(inner).path("internal").asBoolean())
                    .as(inner)
                    .isTrue();
        }
    }

    /** Of uploads that take longer the PBX sends what was cut off again: the longest may take nine minutes, in which a single replica would answer nobody else. */
    @Test
    void shouldKillTheServiceOnlyAfterItHadItsTimeToEnd() {
        // when
        JsonNode service = COMPOSE.service("slettefrist");
        Duration stop = Duration.parse("PT" + service.path("stop_grace_period").asText());
        Duration shutdown =
                Duration.parse("PT" + COMPOSE.environment("slettefrist").get("QUARKUS_SHUTDOWN_TIMEOUT"));

        // then
        assertThat(stop).isGreaterThan(shutdown);
    }

    @ParameterizedTest
    @MethodSource("demanded")
    void shouldNotStartWithoutWhatOnlyTheAdministratorKnows(String variable) throws IOException {
        // given
        Map<String, String> filled = demanded().collect(Collectors.toMap(name -> name, name -> "x"));
        String whole = COMPOSE.with(filled).services().toString();

        // when
        filled.remove(variable);

        // then
        assertThat(whole).doesNotContain("${");
        assertThatThrownBy(() -> COMPOSE.with(filled)).hasMessageStartingWith(variable + ": put into .env ");
        assertThat(Files.readAllLines(EXAMPLE)).contains(variable + "=");
    }

    /** What the administrator copies has no value that somebody could leave. */
    @Test
    void shouldHaveNoSecretThatWorks() throws IOException {
        // when
        List<String> lines = Files.readAllLines(EXAMPLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        Set<String> secrets = new HashSet<>();
        each((name, service) -> COMPOSE.environment(name).forEach((variable, value) -> {
            if (variable.matches(".*(PASSWORD|SECRET|SECRETS|ACCESS_KEY|ACCESS_KEY_ID)")) {
                secrets.add(value);
            }
        }));

        // then
        assertThat(lines).allMatch(line -> line.endsWith("="));
        assertThat(lines.stream().map(line -> line.substring(0, line.length() - 1)))
                .containsExactlyInAnyOrderElementsOf(demanded().toList());
        assertThat(secrets).hasSizeGreaterThan(7).allMatch(value -> DEMANDED.matcher(value)
                .lookingAt());
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains(".env");
    }

    @Test
    void shouldKeepTheServiceToTlsAndToTheProxyItBelieves() {
        assertThat(COMPOSE.environment("slettefrist"))
                .containsEntry("SLETTEFRIST_WEB_REQUIRE_TLS", "true")
                .containsEntry("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                .containsEntry("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "proxy")
                .containsEntry("SLETTEFRIST_ACCESS_REQUIRE_REASON", "true")
                .noneSatisfy((name, value) -> assertThat(name).contains("USERS_EMBEDDED"));
    }

    @Test
    void shouldKeepTheLogOfTheDatabaseWhereItsBackupsAre() {
        // when
        JsonNode database = COMPOSE.service("database");
        String volumes = database.path("volumes").toString();

        // then
        assertThat(texts(database.path("command")))
                .contains(
                        "archive_mode=on",
                        "archive_timeout=60s",
                        "archive_command=slettefrist-backup wal %p %f",
                        "restore_command=slettefrist-backup restore %f %p");
        assertThat(volumes)
                .contains("../backup/slettefrist-backup:/usr/local/bin/slettefrist-backup:ro")
                .containsPattern("\\$\\{BACKUPS:[^}]+}:/var/backups/slettefrist");
        assertThat(Compose.FOLDER.resolve("../backup/slettefrist-backup")).isExecutable();
    }

    @Test
    void shouldMountOnlyWhatIsThere() {
        each((name, service) -> texts(service.path("volumes")).stream()
                .map(volume -> volume.split(":")[0])
                .filter(source -> source.startsWith("."))
                .forEach(source -> assertThat(Compose.FOLDER.resolve(source)).exists()));
    }

    @Test
    void shouldLetRecordingsThroughTheProxyUnchangedAndUnbuffered() throws IOException {
        // when
        String proxy = Files.readString(Compose.FOLDER.resolve("proxy/slettefrist.conf.template"));

        // then
        assertThat(proxy)
                .contains(
                        "client_max_body_size 0;",
                        "proxy_request_buffering off;",
                        "proxy_buffering off;",
                        "proxy_set_header X-Forwarded-For $remote_addr;",
                        "proxy_set_header X-Forwarded-Proto $scheme;",
                        "proxy_set_header Client-Cert \"\";",
                        "ssl_protocols TLSv1.3 TLSv1.2;")
                .doesNotContain("9000", "$request ", "$request\"", "$args");
        assertThat(Pattern.compile("location [^{]+\\{\\s+proxy_pass")
                        .matcher(proxy)
                        .results()
                        .map(MatchResult::group)
                        .map(location -> location.split("\\s*\\{")[0]))
                .containsExactly(
                        "location /api/v1/",
                        "location = /session",
                        "location /session/",
                        "location = /slettefrist.css",
                        "location /realms/slettefrist/",
                        "location /resources/");
    }

    @Test
    void shouldWatchTheServiceByTheRulesAndTheDashboard() throws IOException {
        // given
        YAMLMapper yaml = new YAMLMapper();

        // when
        JsonNode prometheus = yaml.readTree(
                Compose.FOLDER.resolve("prometheus/prometheus.yml").toFile());
        JsonNode source =
                yaml.readTree(Compose.FOLDER.resolve("grafana/datasources.yml").toFile());
        JsonNode boards =
                yaml.readTree(Compose.FOLDER.resolve("grafana/dashboards.yml").toFile());

        // then
        assertThat(prometheus.at("/scrape_configs/0/static_configs/0/targets/0").asText())
                .isEqualTo("slettefrist:9000");
        assertThat(prometheus.at("/scrape_configs/0/metrics_path").asText()).isEqualTo("/q/metrics");
        assertThat(texts(COMPOSE.service("prometheus").path("volumes")))
                .contains("../observability/slettefrist.rules.yml:/etc/prometheus/"
                        + prometheus.at("/rule_files/0").asText() + ":ro");
        assertThat(source.at("/datasources/0/url").asText()).isEqualTo("http://prometheus:9090");
        assertThat(texts(COMPOSE.service("grafana").path("volumes")))
                .contains("../observability/slettefrist.dashboard.json:"
                        + boards.at("/providers/0/options/path").asText() + "/slettefrist.dashboard.json:ro");
    }

    /** The schema is not ours to ship; who has it names its file. */
    @Test
    @EnabledIfSystemProperty(named = "slettefrist.compose-schema", matches = ".+")
    void shouldFollowTheSchemaOfComposeFiles() throws IOException {
        // given
        ObjectNode schema = (ObjectNode) new ObjectMapper()
                .readTree(Path.of(System.getProperty("slettefrist.compose-schema"))
                        .toFile());
        // It is none that the library takes.
        schema.remove("$id");

        // when
        JsonNode file = COMPOSE.with(demanded().collect(Collectors.toMap(name -> name, name -> "x")))
                .file();

        // then
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(file))
                .isEmpty();
    }

    static Stream<String> demanded() {
        return DEMANDED.matcher(COMPOSE.file().toString())
                .results()
                .map(found -> found.group(1))
                .distinct();
    }

    private static void each(BiConsumer<String, JsonNode> check) {
        COMPOSE.services().properties().forEach(service -> check.accept(service.getKey(), service.getValue()));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** Named in a list, or each with more about it. */
    private static List<String> networks(JsonNode service) {
        JsonNode networks = service.path("networks");
        return networks.isObject() ? names(networks) : texts(networks);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
