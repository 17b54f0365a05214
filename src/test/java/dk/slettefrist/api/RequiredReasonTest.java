package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Strict;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(Strict.class)
class RequiredReasonTest {

    @Inject
    Switchboard switchboard;

    @Test
    void shouldPlayForAReason() {
        // given
        String id = switchboard.pbx().recording().stored();

        // when
        Response response = listen(id, "case 4711");

        // then
        response.then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void shouldNotPlayForNoReason(String reason) {
        // given
        Instant from = switchboard.startAfresh();
        String id = switchboard.pbx().recording().stored();

        // when
        Response empty = listen(id, reason);
        Response missing = switchboard.supervisor().audio(id);
        Response head = switchboard.supervisor().asks().head("/api/v1/recordings/{id}/audio", id);

        // then
        empty.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
        missing.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
        head.then().statusCode(400);
        assertThat(switchboard
                        .auditor()
                        .events("LISTENED", from, switchboard.now().plusSeconds(1)))
                .isEmpty();
        assertThat(switchboard
                        .auditor()
                        .events("LISTENING_REFUSED", from, switchboard.now().plusSeconds(1)))
                .hasSize(3)
                .allSatisfy(event -> assertThat(event).containsEntry("recording", id));
    }

    private Response listen(String id, String reason) {
        return switchboard.supervisor().asks().queryParam("reason", reason).get("/api/v1/recordings/{id}/audio", id);
    }
}
