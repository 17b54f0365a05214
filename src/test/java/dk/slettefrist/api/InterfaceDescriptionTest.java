package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.TestServers;

/** Code, {@code /q/openapi} and {@code docs/ROLES.md} know the same operations, and who may use them. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class InterfaceDescriptionTest {

    private static final RoleMatrix MATRIX = RoleMatrix.read();

    /** Whose message proves by itself whose it is. */
    private static final String OPEN_TO_ALL = "POST /api/v1/sources/{source}/webhook";

    private static final java.nio.file.Path CLASSES = java.nio.file.Path.of("target", "classes");

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private Map<String, Operation> described;

    @BeforeEach
    void read() {
        described = Operation.described(management);
    }

    @Test
    void shouldDescribeEveryOperation() throws IOException {
        assertThat(described.keySet()).isEqualTo(written().keySet());
    }

    @Test
    void shouldSayOfEveryOperationWhoMayUseIt() {
        assertThat(MATRIX.operations()).isEqualTo(described.keySet());
    }

    @Test
    void shouldLeaveNoOperationOpenByOversight() throws IOException {
        assertThat(written()).allSatisfy((name, method) -> assertThat(Stream.of(method, method.getDeclaringClass())
                        .anyMatch(place -> place.isAnnotationPresent(RolesAllowed.class)
                                || place.isAnnotationPresent(PermitAll.class) && name.equals(OPEN_TO_ALL)))
                .as(name)
                .isTrue());
    }

    @Test
    void shouldDescribeTheRolesOfEveryOperation() {
        assertThat(described).allSatisfy((name, operation) -> assertThat(operation.roles())
                .isEqualTo(name.equals(OPEN_TO_ALL) ? Set.of() : MATRIX.allowed(name)));
    }

    @Test
    void shouldDescribeEveryAnswerOfTheTable() {
        assertThat(described)
                .allSatisfy((name, operation) ->
                        assertThat(operation.statuses()).contains("401").containsAll(MATRIX.statuses(name)));
    }

    /** The methods of the code that answer requests. */
    private static Map<String, Method> written() throws IOException {
        Map<String, Method> written = new TreeMap<>();
        try (Stream<java.nio.file.Path> files = Files.walk(CLASSES)) {
            files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(InterfaceDescriptionTest::load)
                    .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                    .forEach(method -> operation(method).ifPresent(name -> written.put(name, method)));
        }
        return written;
    }

    /** Empty for a method that answers no request. */
    private static Optional<String> operation(Method method) {
        return Stream.of(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .findFirst()
                .map(verb -> verb.value() + " " + path(method.getDeclaringClass()) + path(method));
    }

    private static String path(AnnotatedElement place) {
        return place.isAnnotationPresent(Path.class)
                ? place.getAnnotation(Path.class).value()
                : "";
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, InterfaceDescriptionTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
