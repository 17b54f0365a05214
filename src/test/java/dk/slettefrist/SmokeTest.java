package dk.slettefrist;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SmokeTest {

    @Test
    void shouldWaitForACallThatNothingIsKnownOf() {
        given().auth()
                .preemptive()
                .basic("operator", "operator-secret")
                .contentType("application/json")
                .body("{\"reason\": \"THREAT\"}")
                .put("/api/v1/calls/smoke-1/flag")
                .then()
                .statusCode(202)
                .body("flagged", equalTo(true));
    }
}
