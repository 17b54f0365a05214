package dk.slettefrist.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.TestServers;

/** What the page of the settings says of those of the framework, asked of the framework. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FrameworkSettingsTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| ((?:`quarkus[^`]+`(?:, )?)+) \\| (?:`([^`]*)`|–) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /** The framework itself has tests listen to this machine only. */
    private static final Set<String> OTHERWISE_IN_TESTS = Set.of("quarkus.http.host", "quarkus.management.host");

    /** Above it stands what a test or an administrator sets. */
    private static final int OF_THE_ARTIFACT = 250;

    @Inject
    Config config;

    @Test
    void shouldNameThoseThatCountWhenTheServiceStarts() throws IOException {
        // given
        Map<String, String> phases = phases();

        // when
        List<String> names = rows().flatMap(row -> names(row).stream()).toList();

        // then
        assertThat(names).hasSizeGreaterThan(25).allSatisfy(name -> assertThat(phases.get(general(name)))
                .isEqualTo("RUN_TIME"));
    }

    @Test
    void shouldTellTheirDefaults() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(25).allSatisfy(row -> {
            for (String name : names(row)) {
                if (OTHERWISE_IN_TESTS.contains(name)) {
                    continue;
                }
                assertThat(standard(name)).as(name).isEqualTo(Optional.ofNullable(row.group(2)));
            }
        });
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs/CONFIGURATION.md"))).results();
    }

    private static List<String> names(MatchResult row) {
        return NAME.matcher(row.group(1)).results().map(name -> name.group(1)).toList();
    }

    /** What holds when nobody sets it. */
    private Optional<String> standard(String name) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> source.getOrdinal() <= OF_THE_ARTIFACT)
                .sorted((one, other) -> Integer.compare(other.getOrdinal(), one.getOrdinal()))
                .map((ConfigSource source) -> source.getValue(name))
                .filter(value -> value != null && !value.isEmpty())
                .findFirst();
    }

    /** When a setting counts, by its name: each extension of the framework describes its own. */
    private static Map<String, String> phases() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, String> phases = new HashMap<>();
        for (URL model : Collections.list(FrameworkSettingsTest.class
                .getClassLoader()
                .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
            try (InputStream text = model.openStream()) {
                for (JsonNode setting : json.readTree(text).findParents("phase")) {
                    phases.put(
                            general(setting.at("/path/property").asText()),
                            setting.at("/phase").asText());
                }
            }
        }
        return phases;
    }

    /** A name of the administrator's is any. */
    private static String general(String name) {
        return name.replaceAll("\"[^\"]+\"", "*").replaceAll("(additional-jdbc-properties)\\..*", "$1.*");
    }
}
