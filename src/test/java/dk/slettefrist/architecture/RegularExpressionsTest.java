package dk.slettefrist.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each regular expression of the service, constant or written where it is used, over texts that are made of its own characters and end in one that does
 * not fit. What is counted is how often it looks at the text: an expression that tries every way of dividing it would never end.
 */
class RegularExpressionsTest {

    private static final int LENGTH = 120;

    /** A few times for each pair of characters. */
    private static final int MOST_LOOKS = 4 * LENGTH * LENGTH;

    private static final Pattern USE =
            Pattern.compile("\\.(?:matches|replaceAll|replaceFirst|split)\\(\\s*\"((?:[^\"\\\\]|\\\\.)+)\"");
    private static final List<String> USUAL = List.of("a", "A", "0", " ", "/", ".", "-", "\n", "æ");

    static Stream<String> expressions() throws IOException {
        Set<String> all = new LinkedHashSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dk.slettefrist")) {
            for (Field field : type.reflect().getDeclaredFields()) {
                if (field.getType() == Pattern.class && Modifier.isStatic(field.getModifiers())) {
                    all.add(constant(field).pattern());
                }
            }
        }
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                USE.matcher(Files.readString(file))
                        .results()
                        .forEach(use -> all.add(use.group(1).translateEscapes()));
            }
        }
        assertThat(all).hasSizeGreaterThan(60);
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void shouldEndSoonWhateverTheText(String expression) {
        // given
        Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
        Set<String> units = units(expression);

        // when
        int most = units.stream()
                .flatMap(one -> units.stream().map(other -> one + other))
                .flatMap(unit -> beginnings(expression)
                        .map(beginning -> beginning + unit.repeat(LENGTH / unit.length()))
                        .flatMap(text -> Stream.of(text, text + "\u0001")))
                .mapToInt(text -> looks(pattern, text))
                .max()
                .orElseThrow();

        // then
        assertThat(most).as(expression).isLessThan(MOST_LOOKS);
    }

    private static Pattern constant(Field field) {
        try {
            field.setAccessible(true);
            return (Pattern) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its own characters, but for those that only build it, and some of every kind. */
    private static Set<String> units(String expression) {
        Set<String> units = new LinkedHashSet<>(USUAL);
        expression.chars().filter(c -> "\\()[]{}|?".indexOf(c) < 0).forEach(c -> units.add(Character.toString(c)));
        return units.stream().limit(16).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** None, and each piece of plain text in it, so that what follows is reached. */
    private static Stream<String> beginnings(String expression) {
        return Stream.concat(
                Stream.of(""),
                Arrays.stream(expression.replace("\\.", ".").split("[^A-Za-z0-9/=:.]+"))
                        .filter(text -> text.length() > 3));
    }

    private static int looks(Pattern pattern, String text) {
        Counting counting = new Counting(text);
        try {
            pattern.matcher(counting).matches();
            pattern.matcher(counting).replaceAll("");
        } catch (IllegalStateException e) {
            return Integer.MAX_VALUE;
        }
        return counting.looks;
    }

    private static final class Counting implements CharSequence {

        private final String text;
        private int looks;

        Counting(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            looks++;
            if (looks > MOST_LOOKS) {
                throw new IllegalStateException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
