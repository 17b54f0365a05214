package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever somebody asks for: the audit keeps words of our own and stars. */
class RequestLineFuzz {

    @FuzzTest
    void line(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split(" ", 2);
        String line = RequestLine.of(parts[0], parts.length < 2 ? "" : parts[1]);
        Set<String> allowed = new HashSet<>(RequestLine.WORDS);
        allowed.add("*");
        assertThat(line).matches("(GET|HEAD|PUT|POST|DELETE|PATCH|OPTIONS|\\*) /.*");
        assertThat(line.replaceFirst("[^/]*/", "").split("/", -1))
                .hasSizeLessThanOrEqualTo(8)
                .allMatch(allowed::contains);
    }
}
