package dk.slettefrist.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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

/** 46elks tells of a recording. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ElksWebhookTest {

    @Inject
    Switchboard switchboard;

    @Inject
    NotedFetches fetches;

    private final String callId = "c" + UUID.randomUUID();

    @Test
    void shouldTakeARecordingOnce() throws SQLException {
        // given
        String created = LocalDateTime.ofInstant(switchboard.now().minusSeconds(5), ZoneOffset.UTC)
                .toString();
        String form =
                "callid=%s&created=%s&duration=15&wav=https%%3A%%2F%%2F127.0.0.1%%3A1%%2Fa1%%2Frecordings%%2F%s-r0.wav"
                                .formatted(callId, created, callId)
                        + "&from=S%C3%B8ren&to=%2B4522222222";

        // when
        Response first = post(form, TestSources.secret("elks-1"));
        Response again = post(form, TestSources.secret("elks-1"));

        // then
        first.then().statusCode(204);
        again.then().statusCode(204);
        switchboard
                .operator()
                .call(callId)
                .then()
                .statusCode(200)
                .body("source", equalTo("elks-1"))
                .body("caller", equalTo("Søren"))
                .body("operator", equalTo("1001"));
        assertThat(fetches.count("elks-1", callId, callId + "-r0")).isEqualTo(1);
    }

    @Test
    void shouldRefuseAMessageWithAnotherToken() {
        // when
        Response response = post("callid=" + callId + "&state=failed", TestSources.secret("telnyx-1"));

        // then
        response.then().statusCode(401);
        switchboard.operator().call(callId).then().statusCode(404);
    }

    private static Response post(String form, String token) {
        return given().contentType("application/x-www-form-urlencoded; charset=utf-8")
                .body(form)
                .post("/api/v1/sources/elks-1/webhook?operator=1001&token=" + token);
    }
}
