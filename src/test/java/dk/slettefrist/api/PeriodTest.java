package dk.slettefrist.api;

import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** What auditors may say of the period they ask for. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PeriodTest {

    private static final List<String> PATHS =
            List.of("/api/v1/reports/retention", "/api/v1/reports/deletions", "/api/v1/audit-events");
    private static final List<String> LISTINGS = List.of("/api/v1/reports/deletions", "/api/v1/audit-events");
    private static final String FROM = "2026-01-01T00:00:00Z";
    private static final String TO = "2026-02-01T00:00:00Z";

    @Inject
    Switchboard switchboard;

    static Stream<Arguments> badPeriods() {
        return PATHS.stream().flatMap(path -> Stream.of("application/json", "text/csv")
                .flatMap(accept -> Stream.of(
                        Arguments.of(path, accept, Map.of()),
                        Arguments.of(path, accept, Map.of("from", FROM)),
                        Arguments.of(path, accept, Map.of("to", TO)),
                        Arguments.of(path, accept, Map.of("from", "", "to", "")),
                        Arguments.of(path, accept, Map.of("from", TO, "to", FROM)),
                        Arguments.of(path, accept, Map.of("from", FROM, "to", FROM)),
                        Arguments.of(path, accept, Map.of("from", "2026-01-01", "to", TO)),
                        Arguments.of(path, accept, Map.of("from", FROM, "to", "tomorrow")),
                        Arguments.of(path, accept, Map.of("from", FROM, "to", "+999999999-01-01T00:00:00Z")))));
    }

    @ParameterizedTest
    @MethodSource("badPeriods")
    void shouldRefuseAPeriodThatIsNone(String path, String accept, Map<String, String> parameters) {
        // when
        Response response = switchboard
                .auditor()
                .asks()
                .accept(accept)
                .queryParams(parameters)
                .get(path);

        // then
        response.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    static Stream<Arguments> badPages() {
        return LISTINGS.stream()
                .flatMap(path -> Stream.of(
                        Arguments.of(path, "limit", "0"),
                        Arguments.of(path, "limit", "1001"),
                        Arguments.of(path, "limit", "ten"),
                        Arguments.of(path, "limit", "99999999999"),
                        Arguments.of(path, "after", "nonsense"),
                        Arguments.of(path, "after", "bm9uc2Vuc2U"),
                        Arguments.of(path, "after", "MjAyNi0xMS0yMVQxMDoxNTozMFp8bm9uc2Vuc2U"),
                        Arguments.of(path, "after", "KzEwMDAwMDAtMDEtMDFUMDA6MDA6MDBafDE")));
    }

    @ParameterizedTest
    @MethodSource("badPages")
    void shouldRefuseAPageThatIsNone(String path, String parameter, String value) {
        // when
        Response response = switchboard
                .auditor()
                .asks()
                .queryParams(Map.of("from", FROM, "to", TO, parameter, value))
                .get(path);

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/reports/retention", "/api/v1/reports/deletions", "/api/v1/audit-events"})
    void shouldTakeThePeriodOfAllTimes(String path) {
        // when
        Response response = switchboard
                .auditor()
                .asks()
                .queryParams(Map.of("from", "0001-01-01T00:00:00Z", "to", "9999-12-31T23:59:59Z"))
                .get(path);

        // then
        response.then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/reports/retention", "/api/v1/reports/deletions", "/api/v1/audit-events"})
    void shouldTakeAPeriodWithAnOffset(String path) {
        // when
        Response response = switchboard
                .auditor()
                .asks()
                .queryParams(Map.of("from", "2026-01-01T00:00:00+01:00", "to", "2026-02-01T00:00:00-05:30"))
                .get(path);

        // then
        response.then().statusCode(200);
    }
}
