package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.junit.jupiter.api.Test;

class LogKeysTest {

    /** Also where the text goes on in the next line. */
    private static final Pattern KEY = Pattern.compile("([A-Za-z]+)=%[a-z]");

    @Test
    void shouldMakeFieldsOfTheKeysOfAMessage() {
        // given
        ExtLogRecord line = record("Refusing what a PBX sends %s source=%s status=%d", "now", "pbx1", 401);

        // when
        boolean passes = new LogKeys().isLoggable(line);

        // then
        assertThat(passes).isTrue();
        assertThat(line.getMdcCopy()).containsOnlyKeys("source", "status");
        assertThat(line.getMdc("source")).isEqualTo("pbx1");
        assertThat(line.getMdc("status")).isEqualTo("401");
    }

    @Test
    void shouldDropEveryOtherField() {
        // given
        ExtLogRecord line = record("A call caller=%s", "+4512345678");
        line.putMdc("callee", "+4587654321");

        // when
        new LogKeys().isLoggable(line);

        // then
        assertThat(line.getMdcCopy()).isEmpty();
    }

    @Test
    void shouldLetNoMessageNameAnotherKey() throws IOException {
        // when
        Set<String> named = new TreeSet<>();
        for (Path root : new Path[] {Path.of("src", "main", "java"), Path.of("src", "standalone", "java")}) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    KEY.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group(1)));
                }
            }
        }

        // then
        assertThat(named).isEqualTo(new TreeSet<>(LogKeys.ALLOWED));
    }

    private static ExtLogRecord record(String format, Object... values) {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, format, FormatStyle.PRINTF, LogKeysTest.class.getName());
        line.setParameters(values);
        return line;
    }
}
