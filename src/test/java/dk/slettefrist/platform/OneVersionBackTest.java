package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The version before must work on what a migration leaves (decision 21): replicas of both run side by side during an upgrade, and after a rollback. A
 * migration that the version before could notice says in a line {@code -- One version back: …} why that one can live with it.
 */
class OneVersionBackTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    /** Older ones came before the rule. */
    private static final int RULED_SINCE = 12;

    private static final Pattern NAME = Pattern.compile("V(\\d+)__.*\\.sql");

    private static final Pattern WHY = Pattern.compile("(?m)^-- One version back: .{20,}");

    /** What writes or reads of code that does not know of it may fail at, or do wrong. */
    private static final Pattern NOTICED = Pattern.compile(
            "(?i)\\b(DROP|RENAME|TRUNCATE|DELETE\\s+FROM|UPDATE|REVOKE|CREATE\\s+UNIQUE\\s+INDEX|CREATE\\s+(OR\\s+REPLACE\\s+)?(TRIGGER|RULE)"
                    + "|ALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+(NOT\\s+NULL|DATA)|TYPE|DROP)"
                    + "|ADD\\s+(CONSTRAINT|CHECK|UNIQUE|FOREIGN|PRIMARY|EXCLUDE)"
                    + "|ADD\\s+(COLUMN\\s+)?(IF\\s+NOT\\s+EXISTS\\s+)?\\w+[^,;]*\\bNOT\\s+NULL)\\b");

    @Test
    void shouldSayOfEveryMigrationThatTheVersionBeforeCouldNoticeWhyItCanLiveWithIt() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            assertThat(files.filter(file -> version(file) >= RULED_SINCE)
                            .filter(file -> isNoticed(read(file))
                                    && !WHY.matcher(read(file)).find()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE seen (id uuid NOT NULL, CONSTRAINT seen_pk PRIMARY KEY (id)); | false",
                "ALTER TABLE call ADD told boolean; COMMENT ON COLUMN call.told IS 'we DROP nothing'; | false",
                "CREATE INDEX call_told ON call (source); -- UPDATE later | false",
                "ALTER TABLE call ADD COLUMN told boolean NOT NULL DEFAULT false; | true",
                "ALTER TABLE call DROP COLUMN told; | true",
                "ALTER TABLE call RENAME COLUMN told TO heard; | true",
                "ALTER TABLE call ALTER COLUMN told SET NOT NULL; | true",
                "ALTER TABLE call ALTER told TYPE text; | true",
                "ALTER TABLE gap DROP CONSTRAINT gap_kind_known, ADD CONSTRAINT gap_kind_known CHECK (true); | true",
                "CREATE UNIQUE INDEX call_once ON call (source); | true",
                "UPDATE call SET told = true; | true",
            })
    void shouldKnowWhatTheVersionBeforeCouldNotice(String sql, boolean noticed) {
        assertThat(isNoticed(sql)).isEqualTo(noticed);
    }

    private static boolean isNoticed(String sql) {
        String statements = sql.replaceAll("--[^\\n]*", "").replaceAll("'([^']|'')*'", "''");
        return NOTICED.matcher(statements).find();
    }

    private static int version(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        assertThat(name.matches()).as(file.toString()).isTrue();
        return Integer.parseInt(name.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
