package dk.slettefrist.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/ASVS.md} says of every requirement of the standard how it stands, and names nothing that is not there. */
class AsvsTest {

    private static final Path PAGE = Path.of("docs", "ASVS.md");
    private static final Path STANDARD = Path.of("src", "test", "resources", "asvs-5.0.0.txt");
    private static final Path TESTS = Path.of("src", "test", "java");

    private static final List<String> STANDINGS = List.of("met", "n/a", "open");
    private static final int SHORTEST_REASON = 20;

    private static final Pattern ROW = Pattern.compile("\\| (V\\S+) \\| (\\d) \\| (\\S+) \\| (.+) \\|");
    private static final Pattern COUNTED = Pattern.compile("\\| (?:met|n/a|open) \\|[ |\\d]+");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?");
    private static final Pattern FILE = Pattern.compile("[\\w.][\\w.-]*(?:/[\\w.-]+)+");

    private record Requirement(String id, int level) {}

    private record Row(Requirement requirement, String standing, String reason) {

        static Row of(String line) {
            Matcher row = ROW.matcher(line);
            assertThat(row.matches()).as("is a row: %s", line).isTrue();
            return new Row(new Requirement(row.group(1), Integer.parseInt(row.group(2))), row.group(3), row.group(4));
        }

        boolean isMet() {
            return standing.equals("met");
        }

        /** The tests and files that it names. */
        List<String> named() {
            return QUOTED.matcher(reason)
                    .results()
                    .map(quoted -> quoted.group(1))
                    .filter(text ->
                            TEST.matcher(text).matches() || FILE.matcher(text).matches())
                    .toList();
        }
    }

    private static List<Requirement> requirements;
    private static List<String> page;
    private static List<Row> rows;
    private static Map<String, String> tests;

    @BeforeAll
    static void read() throws IOException {
        requirements = Files.readAllLines(STANDARD).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .map(words -> new Requirement(words[0], Integer.parseInt(words[1])))
                .toList();
        page = Files.readAllLines(PAGE);
        rows = page.stream().filter(line -> line.startsWith("| V")).map(Row::of).toList();
        try (Stream<Path> files = Files.walk(TESTS)) {
            tests = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            AsvsTest::text,
                            String::concat));
        }
    }

    /** As many as version 5.0.0 has. */
    @Test
    void shouldKnowEveryRequirementOfTheStandard() {
        assertThat(requirements).doesNotHaveDuplicates();
        assertThat(requirements.stream().collect(Collectors.groupingBy(Requirement::level, Collectors.counting())))
                .isEqualTo(Map.of(1, 70L, 2, 183L, 3, 92L));
    }

    @Test
    void shouldSayOfEachRequirementOnceHowItStands() {
        assertThat(rows.stream().map(Row::requirement)).containsExactlyElementsOf(requirements);
        assertThat(rows.stream().map(Row::standing)).isSubsetOf(STANDINGS);
    }

    @Test
    void shouldNameATestOrAFileForWhatIsMet() {
        assertThat(rows.stream().filter(Row::isMet).filter(row -> row.named().isEmpty()))
                .isEmpty();
    }

    @Test
    void shouldNameOnlyWhatIsThere() {
        assertThat(rows.stream().flatMap(row -> row.named().stream()).filter(named -> !isThere(named)))
                .isEmpty();
    }

    @Test
    void shouldSayWhyARequirementIsNotMet() {
        assertThat(rows.stream().filter(row -> !row.isMet() && row.reason().length() < SHORTEST_REASON))
                .isEmpty();
    }

    @Test
    void shouldCountWhatStandsInTheTables() {
        assertThat(page.stream().filter(line -> COUNTED.matcher(line).matches()))
                .containsExactlyElementsOf(
                        STANDINGS.stream().map(AsvsTest::counted).toList());
    }

    private static boolean isThere(String named) {
        Matcher test = TEST.matcher(named);
        if (!test.matches()) {
            return Files.isRegularFile(Path.of(named));
        }
        Optional<String> code = Optional.ofNullable(tests.get(test.group(1)));
        return code.filter(text -> test.group(2) == null || text.contains("void " + test.group(2) + "("))
                .isPresent();
    }

    private static String counted(String standing) {
        List<Long> byLevel = IntStream.rangeClosed(1, 3)
                .mapToObj(level -> rows.stream()
                        .filter(row -> row.standing().equals(standing)
                                && row.requirement().level() == level)
                        .count())
                .toList();
        long all = byLevel.stream().mapToLong(Long::longValue).sum();
        return "| " + standing + " | " + byLevel.stream().map(String::valueOf).collect(Collectors.joining(" | "))
                + " | " + all + " |";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
