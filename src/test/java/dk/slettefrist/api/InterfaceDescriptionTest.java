package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private Map<String, Operation> described;

    @BeforeEach
    void read() {
        described = Operation.described(management);
    }

    @Test
    void shouldDescribeEveryOperation() {
        assertThat(described.keySet()).isEqualTo(written().keySet());
    }

    @Test
    void shouldSayOfEveryOperationWhoMayUseIt() {
        assertThat(MATRIX.operations()).isEqualTo(described.keySet());
    }

    @Test
    void shouldLeaveNoOperationOpenByOversight() {
        assertThat(written()).allSatisfy((name, method) -> assertThat(Stream.of(method, method.getOwner())
                        .anyMatch(place -> place.isAnnotatedWith(RolesAllowed.class)
                                || place.isAnnotatedWith(PermitAll.class) && name.equals(OPEN_TO_ALL)))
                .as(name)
                .isTrue());
    }

    @Test
    void shouldDescribeTheRolesOfEveryOperation() {
        assertThat(described).allSatisfy((name, operation) -> assertThat(operation.roles())
                .isEqualTo(name.equals(OPEN_TO_ALL) ? Set.of() : MATRIX.allowed(name)));
    }

    @Test
    void shouldDescribeHowEveryOperationRefuses() {
        assertThat(described).allSatisfy((name, operation) -> assertThat(operation.statuses())
                .contains("401")
                .containsAll(name.equals(OPEN_TO_ALL) ? Set.of() : Set.of("403")));
    }

    /** The methods of the code that answer requests. */
    private static Map<String, JavaMethod> written() {
        Map<String, JavaMethod> written = new TreeMap<>();
        new ClassFileImporter()
                .importPath(Path.of("target", "classes", "dk", "slettefrist"))
                .forEach(type -> type.getMethods()
                        .forEach(method -> operation(type, method).ifPresent(name -> written.put(name, method))));
        return written;
    }

    /** Empty for a method that answers no request. */
    private static Optional<String> operation(JavaClass type, JavaMethod method) {
        return method.getAnnotations().stream()
                .flatMap(annotation -> annotation.getRawType().tryGetAnnotationOfType(HttpMethod.class).stream())
                .findFirst()
                .map(verb -> verb.value() + " " + path(type)
                        + method.tryGetAnnotationOfType(jakarta.ws.rs.Path.class)
                                .map(jakarta.ws.rs.Path::value)
                                .orElse(""));
    }

    private static String path(JavaClass type) {
        return type.tryGetAnnotationOfType(jakarta.ws.rs.Path.class)
                .map(jakarta.ws.rs.Path::value)
                .orElse("");
    }
}
