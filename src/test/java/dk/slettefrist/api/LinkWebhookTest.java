package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.sql.SQLException;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.NotedFetches;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** A system tells where a recording lies, with fields of its own. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class LinkWebhookTest {

    @Inject
    Switchboard switchboard;

    @Inject
    NotedFetches fetches;

    private final String callId = "link-" + UUID.randomUUID();

    @Test
    void shouldTakeARecording() throws SQLException {
        // when
        Response response = post(
                """
                {"recordingUrl": "https://127.0.0.1:1/[Søren].wav", "call": {"id": "%s"}, "recordingId": "r-1",
                 "agent": "Søren Ærø", "endedAt": %d}
                """
                        .formatted(callId, switchboard.now().getEpochSecond()));

        // then
        response.then().statusCode(204);
        switchboard
                .operator()
                .call(callId)
                .then()
                .statusCode(200)
                .body("source", equalTo("link-1"))
                .body("operator", equalTo("Søren Ærø"));
        assertThat(fetches.count("link-1", callId, "r-1")).isEqualTo(1);
    }

    @Test
    void shouldSayWhichSettingNamesAWrongPlace() {
        // when
        Response response = post("{\"url\": \"https://127.0.0.1:1/1.wav\"}");

        // then
        response.then()
                .statusCode(400)
                .body("type", equalTo("urn:slettefrist:problem:invalid-request"))
                .body("detail", containsString("slettefrist.sources.link-1.fields.url"));
    }

    private static Response post(String body) {
        return given().contentType("application/json; charset=UTF-8")
                .body(body)
                .post("/api/v1/sources/link-1/webhook?token=" + TestSources.secret("link-1"));
    }
}
