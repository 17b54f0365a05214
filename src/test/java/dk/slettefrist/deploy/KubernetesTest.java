package dk.slettefrist.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.config.WithDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.startup.StartupSettings;
import dk.slettefrist.storage.StorageSettings;

/** The manifests that Kustomize makes: every field is one that the cluster knows, and the hardening stays. */
@EnabledIfSystemProperty(named = Manifests.KUBECTL, matches = ".+")
class KubernetesTest {

    private static final Path K8S = Path.of("k8s");
    private static final String SERVICE = "slettefrist";
    private static final String DATABASE = "slettefrist-db";

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldHaveNoFieldThatKubernetesDoesNotKnow(String overlay) throws IOException {
        // when
        List<JsonNode> known =
                overlay(overlay).all().stream().filter(KubernetesModel::knows).toList();

        // then
        assertThat(known).hasSizeGreaterThan(8);
        for (JsonNode manifest : known) {
            KubernetesModel.check(manifest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spec", "/spec/template/spec", "/spec/template/spec/containers/0/securityContext"})
    void shouldFindAFieldThatKubernetesDoesNotKnow(String where) {
        // given
        JsonNode deployment = overlay("small").the("Deployment", SERVICE);
        ((ObjectNode) deployment.at(where)).put("readOnlyRootFileSystem", true);

        // when, then
        assertThatThrownBy(() -> KubernetesModel.check(deployment)).hasMessageContaining("readOnlyRootFileSystem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    @EnabledIfSystemProperty(named = CustomResources.SCHEMAS, matches = ".+")
    void shouldFollowTheSchemasOfWhatOperatorsBring(String overlay) {
        // when
        List<JsonNode> custom = overlay(overlay).all().stream()
                .filter(manifest -> !KubernetesModel.knows(manifest))
                .toList();

        // then
        assertThat(custom).hasSizeGreaterThan(1);
        assertThat(custom).allSatisfy(manifest -> assertThat(CustomResources.errors(manifest))
                .as(Manifests.name(manifest))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spec", "/spec/storage", "/spec/postgresql/synchronous"})
    @EnabledIfSystemProperty(named = CustomResources.SCHEMAS, matches = ".+")
    void shouldFindAFieldThatAnOperatorDoesNotKnow(String where) {
        // given
        JsonNode cluster = overlay("large").the("Cluster", DATABASE);
        ((ObjectNode) cluster.at(where)).put("unknown", 1);

        // when, then
        assertThat(CustomResources.errors(cluster)).singleElement().asString().contains("unknown");
    }

    /** Pod Security Standards, "restricted", and what goes beyond them. */
    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldGiveTheServiceNoRightThatItDoesNotNeed(String overlay) {
        // given
        Manifests manifests = overlay(overlay);
        JsonNode pod = manifests.the("Deployment", SERVICE).at("/spec/template/spec");

        // when
        JsonNode container = pod.at("/containers/0");
        JsonNode right = container.path("securityContext");

        // then
        assertThat(pod.path("containers")).hasSize(1);
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(right.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(right.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(right.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(right.at("/capabilities").has("add")).isFalse();
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(List.of("hostNetwork", "hostPID", "hostIPC")).noneMatch(pod::has);
        assertThat(texts(pod.path("volumes"), "/hostPath/path")).isEmpty();
        assertThat(container.at("/resources/limits/memory").asText())
                .isEqualTo(container.at("/resources/requests/memory").asText())
                .isNotEmpty();
        assertThat(manifests
                        .the("Namespace", SERVICE)
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asText())
                .isEqualTo("restricted");
        assertThat(manifests.ofKind("ServiceAccount")).allMatch(account -> !account.path("automountServiceAccountToken")
                .asBoolean(true));
        assertThat(container.path("image").asText()).matches(".+/slettefrist:[0-9].*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldAskDifferentQuestionsOfStartLifeAndReadiness(String overlay) {
        // when
        JsonNode container = service(overlay);

        // then
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> container.path(probe).at("/httpGet/path").asText()))
                .containsExactly("/q/health/started", "/q/health/live", "/q/health/ready");
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> container.path(probe).at("/httpGet/port").asText()))
                .containsOnly("management");
    }

    /** Whose last request to the store may begin when its patience ends; and migrations come before it. */
    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldLetAStartWaitForTheStore(String overlay) throws NoSuchMethodException {
        // given
        Duration waits =
                standard(StartupSettings.class, "storePatience").plus(standard(StorageSettings.class, "callTimeout"));

        // when
        JsonNode probe = service(overlay).path("startupProbe");
        long patience = probe.path("periodSeconds").asLong()
                * probe.path("failureThreshold").asLong();

        // then
        assertThat(Duration.ofSeconds(patience)).isGreaterThan(waits.plusMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldLetUploadsEndBeforeAReplicaDoes(String overlay) throws IOException {
        // given
        Manifests manifests = overlay(overlay);
        JsonNode pod = manifests.the("Deployment", SERVICE).at("/spec/template/spec");

        // when
        long grace = pod.path("terminationGracePeriodSeconds").asLong();
        long forgotten = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong();
        String shutdown = manifests
                .ofKind("ConfigMap")
                .map(settings -> settings.at("/data/QUARKUS_SHUTDOWN_TIMEOUT").asText())
                .findFirst()
                .orElseThrow();

        // then
        assertThat(forgotten).isPositive();
        assertThat(Duration.parse("PT" + shutdown)).isGreaterThan(LongestUpload.byDefault());
        assertThat(grace)
                .isGreaterThan(forgotten + Duration.parse("PT" + shutdown).toSeconds());
        assertThat(manifests
                        .the("PodDisruptionBudget", SERVICE)
                        .at("/spec/maxUnavailable")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldLetNothingThroughTheNetworkThatIsNotNamed(String overlay) {
        // given
        Manifests manifests = overlay(overlay);
        JsonNode nothing = manifests.the("NetworkPolicy", "default-deny").path("spec");

        // when
        List<JsonNode> some = manifests
                .ofKind("NetworkPolicy")
                .filter(policy -> !Manifests.name(policy).endsWith(" default-deny"))
                .map(policy -> policy.path("spec"))
                .toList();

        // then
        assertThat(nothing.path("podSelector")).isEmpty();
        assertThat(nothing.path("policyTypes")).extracting(JsonNode::asText).containsExactly("Ingress", "Egress");
        assertThat(nothing.has("ingress") || nothing.has("egress")).isFalse();
        assertThat(some).hasSizeGreaterThan(3).allSatisfy(policy -> {
            assertThat(policy.at("/podSelector/matchLabels")).isNotEmpty();
            assertThat(rules(policy)).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.path("ports")).isNotEmpty();
                assertThat(rule.has("from") ? rule.path("from") : rule.path("to"))
                        .isNotEmpty();
                assertThat(texts(rule.path("to"), "/ipBlock/except/0")).allMatch("169.254.0.0/16"::equals);
            });
        });
        assertThat(some.stream().flatMap(KubernetesTest::rules).flatMap(rule -> texts(
                                rule.path("to"), "/podSelector/matchLabels/k8s-app")
                        .map(dns -> rule.at("/to/0/podSelector/matchLabels").size())))
                .isNotEmpty()
                .containsOnly(1);
    }

    @Test
    void shouldStandInSeveralZonesAndGrow() {
        // given
        Manifests large = overlay("large");

        // when
        JsonNode spread = large.the("Deployment", SERVICE).at("/spec/template/spec/topologySpreadConstraints");

        // then
        assertThat(texts(spread, "/topologyKey")).contains("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(large.the("HorizontalPodAutoscaler", SERVICE)
                        .at("/spec/minReplicas")
                        .asInt())
                .isGreaterThan(2);
        assertThat(large.the("Deployment", SERVICE).path("spec").has("replicas"))
                .isFalse();
        assertThat(large.the("Cluster", DATABASE).at("/spec/instances").asInt()).isEqualTo(3);
        assertThat(large.the("Cluster", DATABASE)
                        .at("/spec/postgresql/synchronous/dataDurability")
                        .asText())
                .isEqualTo("required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldLetUploadsThroughTheGatewayTakeTheirTimeAndNothingElsePass(String overlay) {
        // when
        JsonNode rule = overlay(overlay).the("HTTPRoute", SERVICE).at("/spec/rules/0");

        // then
        assertThat(rule.at("/timeouts/request").asText()).isEqualTo("0s");
        assertThat(rule.at("/timeouts/backendRequest").asText()).isEqualTo("0s");
        assertThat(texts(rule.path("matches"), "/path/value"))
                .containsExactly("/api/v1", "/session", "/slettefrist.css");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldBackUpTheDatabaseToTheLastMomentAndForgetItAfterTwoDays(String overlay) {
        // given
        Manifests manifests = overlay(overlay);
        JsonNode cluster = manifests.the("Cluster", DATABASE);
        JsonNode store = manifests.the("ObjectStore", "slettefrist-backup");

        // when
        JsonNode archiver = cluster.at("/spec/plugins/0");
        JsonNode nightly = manifests.the("ScheduledBackup", DATABASE).path("spec");

        // then
        assertThat(archiver.path("isWALArchiver").asBoolean()).isTrue();
        assertThat(archiver.at("/parameters/barmanObjectName").asText()).isEqualTo("slettefrist-backup");
        assertThat(nightly.at("/cluster/name").asText()).isEqualTo(DATABASE);
        assertThat(nightly.at("/pluginConfiguration/name").asText())
                .isEqualTo(archiver.path("name").asText());
        assertThat(store.at("/spec/retentionPolicy").asText()).isEqualTo("2d");
        assertThat(cluster.at("/spec/postgresql/parameters/archive_timeout").asText())
                .isEqualTo("60s");
        assertThat(store.at("/spec/configuration/destinationPath").asText())
                .isNotEqualTo("s3://"
                        + settings(manifests).at("/data/SLETTEFRIST_S3_BUCKET").asText());
    }

    /** What is replaced still ends its uploads when all that replace it are there. */
    @ParameterizedTest
    @CsvSource({"small, 1", "large, 9"})
    void shouldHaveConnectionsForAllReplicasAndThoseThatEnd(String overlay, int replicas) throws IOException {
        // given
        Manifests manifests = overlay(overlay);
        int each = Integer.parseInt(LongestUpload.setting("quarkus.datasource.jdbc.max-size")) + 2;

        // when
        JsonNode cluster = manifests.the("Cluster", DATABASE).path("spec");
        int connections = cluster.at("/postgresql/parameters/max_connections").asInt();

        // then
        assertThat(manifests
                        .ofKind("HorizontalPodAutoscaler")
                        .map(it -> it.at("/spec/maxReplicas").asInt())
                        .findFirst()
                        .orElse(1))
                .isEqualTo(replicas);
        assertThat(connections).isGreaterThanOrEqualTo((2 * replicas + 1) * each + 20);
        assertThat(cluster.path("enablePDB").asBoolean(true))
                .isEqualTo(cluster.path("instances").asInt() > 1);
        assertThat(cluster.path("imageName").asText()).matches(".+:[0-9]+\\.[0-9].*@sha256:[0-9a-f]{64}");
    }

    @Test
    @EnabledIfSystemProperty(named = CustomResources.SCHEMAS, matches = ".+")
    void shouldMakeTheDatabaseAnewOutOfItsBackup(@TempDir Path copy) throws IOException {
        // when
        JsonNode cluster = with(copy, "recovery").the("Cluster", DATABASE);

        // then
        assertThat(CustomResources.errors(cluster)).isEmpty();
        assertThat(cluster.at("/spec/bootstrap").has("initdb")).isFalse();
        assertThat(cluster.at("/spec/bootstrap/recovery/source").asText())
                .isEqualTo(cluster.at("/spec/externalClusters/0/name").asText());
        assertThat(cluster.at("/spec/plugins/0/parameters/serverName").asText())
                .isNotEqualTo(cluster.at("/spec/externalClusters/0/plugin/parameters/serverName")
                        .asText());
    }

    @Test
    void shouldTrustAnAuthorityOfOnesOwn(@TempDir Path copy) throws IOException {
        // when
        JsonNode deployment = with(copy, "authority").the("Deployment", SERVICE);
        JsonNode container = deployment.at("/spec/template/spec/containers/0");

        // then
        KubernetesModel.check(deployment);
        assertThat(javaOptions(container))
                .startsWith(javaOptions(service("small")) + " -Djavax.net.ssl.trustStore="
                        + container.at("/volumeMounts/0/mountPath").asText() + "/cacerts ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void shouldHaveNoSecretInItself(String overlay) {
        // given
        Manifests manifests = overlay(overlay);

        // when, then
        assertThat(manifests.ofKind("Secret")).isEmpty();
        assertThat(manifests.ofKind("ConfigMap").map(JsonNode::toString))
                .noneMatch(settings -> settings.matches("(?i).*(password|secret|access_key).*"));
        assertThat(texts(service(overlay).path("env"), "/value"))
                .noneMatch(value -> value.matches("(?i).*password=.*"));
    }

    @Test
    void shouldTakeAPlainSecretInstead(@TempDir Path copy) throws IOException {
        // given
        Path small = copied(copy, "components/external-secret", "components/plain-secret");
        Files.writeString(copy.resolve("components/plain-secret/secret.env"), "SLETTEFRIST_S3_SECRET_KEY=a\n");

        // when
        Manifests manifests = Manifests.of(small);

        // then
        assertThat(manifests
                        .the("Secret", SERVICE)
                        .at("/data/SLETTEFRIST_S3_SECRET_KEY")
                        .asText())
                .isEqualTo("YQ==");
        assertThat(manifests.ofKind("ExternalSecret")).isEmpty();
    }

    /** The small overlay with one component more, the last. */
    private static Manifests with(Path copy, String component) throws IOException {
        return Manifests.of(copied(
                copy,
                "  - ../../components/gateway\n",
                "  - ../../components/gateway\n  - ../../components/" + component + "\n"));
    }

    /** The small overlay in a copy of all, one thing in it replaced. */
    private static Path copied(Path copy, String what, String by) throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(K8S.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Path small = copy.resolve("overlays/small/kustomization.yaml");
        assertThat(Files.readString(small)).contains(what);
        Files.writeString(small, Files.readString(small).replace(what, by));
        return small.getParent();
    }

    private static String javaOptions(JsonNode container) {
        return each(container.path("env"))
                .filter(variable -> variable.path("name").asText().equals("JAVA_TOOL_OPTIONS"))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Duration standard(Class<?> settings, String name) throws NoSuchMethodException {
        return Duration.parse(
                settings.getMethod(name).getAnnotation(WithDefault.class).value());
    }

    private static JsonNode settings(Manifests manifests) {
        return manifests.ofKind("ConfigMap").findFirst().orElseThrow();
    }

    private static JsonNode service(String overlay) {
        return overlay(overlay).the("Deployment", SERVICE).at("/spec/template/spec/containers/0");
    }

    private static Manifests overlay(String name) {
        return Manifests.of(K8S.resolve("overlays").resolve(name));
    }

    private static Stream<JsonNode> rules(JsonNode policy) {
        return Stream.concat(each(policy.path("ingress")), each(policy.path("egress")));
    }

    private static Stream<String> texts(JsonNode list, String where) {
        return each(list)
                .map(item -> item.at(where))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
