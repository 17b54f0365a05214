package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLineTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    GET,    /api/v1/calls,                                  GET /api/v1/calls
                    HEAD,   /api/v1/recordings/0199/audio,                  HEAD /api/v1/recordings/*/audio
                    PUT,    /api/v1/calls/+4570123456/flag,                 PUT /api/v1/calls/*/flag
                    PUT,    /api/v1/calls/010190-1234/recordings/r-1,       PUT /api/v1/calls/*/recordings/*
                    GET,    /,                                              GET /*
                    GET,    //,                                             GET /*/*
                    GET,    /api/v1/../../etc/passwd,                       GET /api/v1/*/*/*/*
                    EVIL,   /api,                                           * /api
                    DELETE, /a/b/c/d/e/f/g/h/i/j/k/l/m,                     DELETE /*/*/*/*/*/*/*/*
                    GET,    /API/v1/Calls,                                  GET /*/v1/*
                    """)
    void shouldKeepNothingButWordsOfTheInterface(String method, String path, String line) {
        assertThat(RequestLine.of(method, path)).isEqualTo(line);
    }

    @Test
    void shouldTakeAnEmptyPath() {
        assertThat(RequestLine.of("GET", "")).isEqualTo("GET /*");
    }

    @Test
    void shouldKnowEveryWordOfTheInterface() {
        // given
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dk.slettefrist");

        // when
        Set<String> words = new TreeSet<>();
        for (JavaClass each : classes) {
            Stream.concat(
                            each.tryGetAnnotationOfType(Path.class).stream(),
                            each.getMethods().stream()
                                    .flatMap(method -> method.tryGetAnnotationOfType(Path.class).stream()))
                    .flatMap(path -> Stream.of(path.value().split("/")))
                    .filter(segment -> !segment.isEmpty() && !segment.contains("{"))
                    .forEach(words::add);
        }

        // then
        assertThat(words).contains("audio").isSubsetOf(RequestLine.WORDS);
    }
}
