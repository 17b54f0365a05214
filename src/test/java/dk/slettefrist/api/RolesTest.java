package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.User;

/** Every endpoint against everybody. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RolesTest {

    private static final List<String> ROLES = List.of("pbx", "operator", "supervisor", "auditor", "dpo", "admin");
    private static final Set<String> PBX = Set.of("pbx");
    private static final Set<String> OPERATORS = Set.of("operator", "supervisor");
    private static final Set<String> SUPERVISORS = Set.of("supervisor");
    private static final Set<String> AUDITORS = Set.of("auditor", "dpo");
    private static final String ID = "01990000-0000-7000-8000-000000000000";

    private record Endpoint(String method, String path, String contentType, Set<String> roles) {}

    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("PUT", "/api/v1/calls/c/recordings/r", "audio/wav", PBX),
            new Endpoint("POST", "/api/v1/calls/c/recordings", "multipart/form-data; boundary=b", PBX),
            new Endpoint("POST", "/api/v1/calls/events", "application/json", PBX),
            new Endpoint("GET", "/api/v1/calls", null, OPERATORS),
            new Endpoint("GET", "/api/v1/calls/unknown", null, OPERATORS),
            new Endpoint("PUT", "/api/v1/calls/c/flag", "application/json", OPERATORS),
            new Endpoint("DELETE", "/api/v1/calls/c/flag", null, OPERATORS),
            new Endpoint("PUT", "/api/v1/extensions/21/flag", "application/json", OPERATORS),
            new Endpoint("GET", "/api/v1/recordings/" + ID, null, OPERATORS),
            new Endpoint("GET", "/api/v1/recordings/" + ID + "/audio", null, SUPERVISORS),
            new Endpoint("HEAD", "/api/v1/recordings/" + ID + "/audio", null, SUPERVISORS),
            new Endpoint("GET", "/api/v1/reports/retention", null, AUDITORS),
            new Endpoint("GET", "/api/v1/reports/deletions", null, AUDITORS),
            new Endpoint("GET", "/api/v1/audit-events", null, AUDITORS));

    static Stream<Endpoint> endpoints() {
        return ENDPOINTS.stream();
    }

    static Stream<Arguments> allowed() {
        return ENDPOINTS.stream().flatMap(endpoint -> endpoint.roles().stream().map(r -> Arguments.of(endpoint, r)));
    }

    static Stream<Arguments> forbidden() {
        return ENDPOINTS.stream().flatMap(endpoint -> ROLES.stream()
                .filter(role -> !endpoint.roles().contains(role))
                .map(role -> Arguments.of(endpoint, role)));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void shouldRefuseNobody(Endpoint endpoint) {
        // when
        Response response = ask(RestAssured.given(), endpoint);

        // then
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Basic"))
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void shouldRefuseAWrongPassword(Endpoint endpoint) {
        // given
        String role = endpoint.roles().iterator().next();
        RequestSpecification request = RestAssured.given().auth().preemptive().basic(role, role);

        // when
        Response response = ask(request, endpoint);

        // then
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Basic"))
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void shouldRefuseAnUnknownUser(Endpoint endpoint) {
        // given
        RequestSpecification request = RestAssured.given().auth().preemptive().basic("root", "");

        // when
        Response response = ask(request, endpoint);

        // then
        response.then().statusCode(401).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic b25seWFuYW1l", "Bearer abc", "Digest username=pbx"})
    void shouldRefuseCredentialsThatItCannotRead(String authorization) {
        // when
        Response response =
                RestAssured.given().header("Authorization", authorization).get("/api/v1/calls");

        // then
        response.then().statusCode(401).contentType("application/problem+json");
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void shouldForbidOtherRoles(Endpoint endpoint, String role) {
        // when
        Response response = ask(new User(role).asks(), endpoint);

        // then
        response.then().statusCode(403).contentType("application/problem+json");
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void shouldLetARoleDoItsWork(Endpoint endpoint, String role) {
        // when
        Response response = ask(new User(role).asks(), endpoint);

        // then
        assertThat(response.statusCode()).isIn(200, 400, 404);
    }

    private static Response ask(RequestSpecification request, Endpoint endpoint) {
        if (endpoint.contentType() != null) {
            request.contentType(endpoint.contentType()).body(new byte[0]);
        }
        return request.request(endpoint.method(), endpoint.path());
    }
}
