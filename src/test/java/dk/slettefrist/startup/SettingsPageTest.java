package dk.slettefrist.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMapping;
import org.junit.jupiter.api.Test;

/**
 * The page of the settings says what the code says. With {@code -Dslettefrist.pages=write} this test writes the tables anew instead of comparing them;
 * what people wrote around them stays.
 */
class SettingsPageTest {

    private static final Path PAGE = Path.of("docs/CONFIGURATION.md");
    private static final Pattern TABLES =
            Pattern.compile("(<!-- settings (slettefrist[a-z0-9.]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);
    private static final Pattern NAMED =
            Pattern.compile("`(slettefrist(?:\\.[a-zA-Z0-9<>\"-]+)+)`|\\b(SLETTEFRIST_[A-Z0-9_<>]+)");
    private static final Pattern FILES = Pattern.compile(".*\\.(service|env|yml|json)");

    /** What spans say. */
    private static final Set<String> TRACED =
            Set.of("slettefrist.recording.id", "slettefrist.source", "slettefrist.claimed", "slettefrist.outcome");

    /** What a page shows to be refused. */
    private static final String MISSPELT = "SLETTEFRIST_RETENTOIN_UNFLAGGED";

    /** What the framework and the standalone mode tell one another; nobody sets it. */
    private static final Set<String> INTERNAL =
            Set.of("slettefrist.pages.oidc-true", "slettefrist.pages.oidc-false", "slettefrist.standalone");

    @Test
    void shouldSayWhatTheCodeSays() throws IOException {
        // given
        String page = Files.readString(PAGE);

        // when
        String now = TABLES.matcher(page)
                .replaceAll(
                        found -> Matcher.quoteReplacement(found.group(1) + tables(found.group(2)) + found.group(3)));

        // then
        if ("write".equals(System.getProperty("slettefrist.pages"))) {
            Files.writeString(PAGE, now);
        } else {
            assertThat(page)
                    .as("write it anew: mvn test -Dtest=SettingsPageTest -Dslettefrist.pages=write")
                    .isEqualTo(now);
        }
    }

    @Test
    void shouldHaveEverySettingOnce() throws IOException {
        // when
        List<String> shown = TABLES.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(2))
                .toList();

        // then
        assertThat(shown)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(KnownSettings.MAPPINGS.stream()
                        .map(SettingsPageTest::prefix)
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldKnowEverySettingThatHasADefault() {
        assertThat(SettingsTable.namesWithDefaults().filter(name -> !INTERNAL.contains(name)))
                .isNotEmpty()
                .noneMatch(new KnownSettings()::isStrangeProperty);
    }

    @Test
    void shouldNameNoSettingThatThereIsNot() throws IOException {
        // given
        KnownSettings known = new KnownSettings();
        Set<String> named = new TreeSet<>();
        for (Path page : pages()) {
            NAMED.matcher(Files.readString(page))
                    .results()
                    .map(SettingsPageTest::name)
                    .forEach(named::add);
        }

        // when
        List<String> unknown = named.stream()
                .filter(name -> !FILES.matcher(name).matches() && !name.equals(MISSPELT))
                .filter(name -> !TRACED.contains(name) && !isOneOrBeginsOne(known, name))
                .toList();

        // then
        assertThat(named).hasSizeGreaterThan(100);
        assertThat(unknown).isEmpty();
    }

    private static boolean isOneOrBeginsOne(KnownSettings known, String name) {
        return name.startsWith("SLETTEFRIST")
                ? !known.isStrangeVariable(name)
                : !known.isStrangeProperty(name)
                        || KnownSettings.MAPPINGS.stream()
                                .anyMatch(mapping -> name.matches(prefix(mapping) + "([.]x)?"));
    }

    private static String name(MatchResult found) {
        return Optional.ofNullable(found.group(1)).orElse(found.group(2)).replaceAll("<[A-Za-z]+>", "x");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static String tables(String prefix) {
        return KnownSettings.MAPPINGS.stream()
                .filter(mapping -> prefix(mapping).equals(prefix))
                .map(SettingsTable::of)
                .collect(Collectors.joining("\n"));
    }

    private static String prefix(Class<?> mapping) {
        return mapping.getAnnotation(ConfigMapping.class).prefix();
    }
}
