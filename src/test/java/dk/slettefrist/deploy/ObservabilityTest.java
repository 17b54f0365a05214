package dk.slettefrist.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules, dashboard and pages speak of the same alerts and of figures that there are. That the rules work is promtool's to show. */
class ObservabilityTest {

    private static final Path FOLDER = Path.of("deploy/observability");
    private static final Path RULES = FOLDER.resolve("slettefrist.rules.yml");
    private static final List<String> TESTS = List.of("slettefrist.rules.test.yml", "slettefrist.rules.days.test.yml");
    private static final Path PAGE = Path.of("docs/operations/alerts.md");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern METRIC = Pattern.compile("\\bslettefrist_(?!runbooks)[a-z_]+");
    private static final Pattern OF_A_FAMILY = Pattern.compile("_(bucket|count|sum|max|seconds_max)$");

    @Test
    void shouldSayOfEachAlertWhatToDo() throws IOException {
        // given
        String page = Files.readString(PAGE);

        // when
        List<JsonNode> alerts = alerts(YAML.readTree(RULES.toFile()));

        // then
        assertThat(alerts).hasSizeGreaterThan(20).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(page)
                    .contains("### " + name + "\n\n`"
                            + alert.at("/labels/severity").asText() + "`, when `"
                            + alert.path("expr").asText() + "`");
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo(
                            "{{ $externalLabels.slettefrist_runbooks }}" + PAGE + "#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
        });
        assertThat(page.lines().filter(line -> line.startsWith("### "))).hasSize(alerts.size());
    }

    @Test
    void shouldTryEachAlertBothWays() throws IOException {
        // given
        List<JsonNode> tests = new ArrayList<>();
        for (String file : TESTS) {
            tests.addAll(each(YAML.readTree(FOLDER.resolve(file).toFile()).path("tests")));
        }

        // when
        Set<String> alerts = names(alerts(YAML.readTree(RULES.toFile())));

        // then
        assertThat(tried(tests, true)).isEqualTo(alerts);
        assertThat(tried(tests, false)).isEqualTo(alerts);
    }

    @Test
    void shouldTellThePrometheusOperatorTheSame() throws IOException {
        // when
        JsonNode resource = YAML.readTree(
                Path.of("k8s/components/monitoring/prometheus-rule.yaml").toFile());

        // then
        assertThat(resource.path("spec")).isEqualTo(YAML.readTree(RULES.toFile()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slettefrist.rules.yml", "slettefrist.dashboard.json"})
    void shouldAskForFiguresThatThereAre(String file) throws IOException {
        // given
        String documented = Files.readString(Path.of("docs/CONFIGURATION.md"));

        // when
        Set<String> asked = METRIC.matcher(Files.readString(FOLDER.resolve(file)))
                .results()
                .map(MatchResult::group)
                .map(name -> OF_A_FAMILY.matcher(name).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(asked).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(documented)
                .contains("`" + name));
    }

    /** Over the dashboard's hours the last figure of a service that is dead would be green. */
    @Test
    void shouldBeGreenOnlyForWhatIsKnownNow() throws IOException {
        // when
        List<JsonNode> tiles =
                each(YAML.readTree(FOLDER.resolve("slettefrist.dashboard.json").toFile())
                                .path("panels"))
                        .stream()
                        .filter(panel -> panel.path("type").asText().equals("stat"))
                        .toList();

        // then
        assertThat(tiles).hasSizeGreaterThan(5).allSatisfy(tile -> {
            assertThat(tile.at("/targets/0/instant").asBoolean()).isTrue();
            assertThat(tile.at("/targets/0/expr").asText()).matches(".* or vector\\((-1|0)\\)");
            assertThat(tile.at("/fieldConfig/defaults/thresholds/steps/0/color").asText())
                    .isEqualTo("red");
        });
        assertThat(tiles.get(0).at("/targets/0/expr").asText()).contains("(up{");
    }

    private static Set<String> tried(List<JsonNode> tests, boolean tells) {
        return tests.stream()
                .flatMap(test -> each(test.path("alert_rule_test")).stream())
                .filter(expected -> expected.path("exp_alerts").isEmpty() != tells)
                .map(expected -> expected.path("alertname").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(List<JsonNode> alerts) {
        return alerts.stream()
                .map(alert -> alert.path("alert").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> alerts(JsonNode rules) {
        return each(rules.path("groups")).stream()
                .flatMap(group -> each(group.path("rules")).stream())
                .toList();
    }

    private static List<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
