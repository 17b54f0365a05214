package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class EventTest {

    @Inject
    Switchboard switchboard;

    private String call;
    private Instant begin;

    @BeforeEach
    void aCallThatBeganAMinuteAgo() {
        call = Switchboard.newId("call");
        begin = switchboard.now().minusSeconds(60);
    }

    @Test
    void shouldShowACallThatGoesOn() {
        // given
        Map<String, String> event = event("call.started");
        event.putAll(Map.of(
                "operator",
                "21",
                "queue",
                "main",
                "caller",
                "+4570123456",
                "callee",
                "75331234",
                "direction",
                "INBOUND"));

        // when
        Response response = switchboard.pbx().tells(event);

        // then
        response.then().statusCode(204);
        switchboard
                .operator()
                .call(call)
                .then()
                .statusCode(200)
                .body("callId", equalTo(call))
                .body("source", equalTo("pbx"))
                .body("state", equalTo("ONGOING"))
                .body("startedAt", equalTo(begin.toString()))
                .body("endedAt", nullValue())
                .body("operator", equalTo("21"))
                .body("queue", equalTo("main"))
                .body("caller", equalTo("+4570123456"))
                .body("callee", equalTo("75331234"))
                .body("direction", equalTo("INBOUND"))
                .body("flagged", equalTo(false))
                .body("recordings", hasSize(0));
    }

    @Test
    void shouldShowACallThatEnded() {
        // given
        switchboard.pbx().started(call, begin, "21");

        // when
        switchboard.pbx().ended(call, begin.plusSeconds(30));

        // then
        switchboard
                .operator()
                .call(call)
                .then()
                .statusCode(200)
                .body("state", equalTo("ENDED"))
                .body("startedAt", equalTo(begin.toString()))
                .body("endedAt", equalTo(begin.plusSeconds(30).toString()));
    }

    @Test
    void shouldTakeEventsInAnyOrder() {
        // given
        switchboard.pbx().ended(call, begin.plusSeconds(30));
        switchboard.pbx().answered(call, begin.plusSeconds(5), "22");

        // when
        switchboard.pbx().started(call, begin, "21");

        // then
        switchboard
                .operator()
                .call(call)
                .then()
                .body("state", equalTo("ENDED"))
                .body("startedAt", equalTo(begin.toString()))
                .body("endedAt", equalTo(begin.plusSeconds(30).toString()))
                .body("operator", equalTo("22"));
    }

    @Test
    void shouldTakeAnEventAnyNumberOfTimes() {
        // given
        switchboard.pbx().started(call, begin, "21");
        switchboard.pbx().ended(call, begin.plusSeconds(30));
        String before = switchboard.operator().call(call).asString();

        // when
        Response again = switchboard.pbx().started(call, begin, "21");

        // then
        again.then().statusCode(204);
        assertThat(switchboard.operator().call(call).asString()).isEqualTo(before);
    }

    @Test
    void shouldTakeATimeInTheFutureAsNow() {
        // given
        Instant before = switchboard.now();

        // when
        switchboard.pbx().started(call, before.plusSeconds(3600), "21");

        // then
        assertThat(Instant.parse(switchboard.operator().call(call).path("startedAt")))
                .isBetween(before, switchboard.now());
    }

    @Test
    void shouldReadOverFieldsThatItDoesNotKnow() {
        // given
        Map<String, String> event = event("call.started");
        event.put("trunk", "7");

        // when
        Response response = switchboard.pbx().tells(event);

        // then
        response.then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "callId", "at"})
    void shouldRefuseAnEventWithoutWhatItNeeds(String field) {
        // given
        Map<String, String> event = event("call.started");
        event.remove(field);

        // when
        Response response = switchboard.pbx().tells(event);

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @CsvSource({
        "type, call.held",
        "type, CALL.STARTED",
        "callId, a b",
        "callId, ''",
        "at, yesterday",
        "at, 1732180000",
        "at, +10000-01-01T00:00:00Z",
        "direction, SIDEWAYS"
    })
    void shouldRefuseAnEventThatItCannotRead(String field, String value) {
        // given
        Map<String, String> event = event("call.started");
        event.put(field, value);

        // when
        Response response = switchboard.pbx().tells(event);

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "queue", "caller", "callee"})
    void shouldRefuseControlCharactersInAnEvent(String field) {
        // given
        Map<String, String> event = event("call.started");
        event.put(field, "a\u0000b");

        // when
        Response response = switchboard.pbx().tells(event);

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{\"type\": {}}",
                "{\"type\": \"call.started\", \"at\": [1]}"
            })
    void shouldRefuseABodyThatIsNoEvent(String body) {
        // when
        Response response = switchboard.pbx().sends(body).post("/api/v1/calls/events");

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldForgetACallWithoutARecordingAfterTheShortPeriod() {
        // given
        Map<String, String> event = event("call.started");
        event.put("caller", call);
        switchboard.pbx().tells(event);
        switchboard.pbx().ended(call, begin.plusSeconds(30));

        // when
        switchboard.pass(Duration.ofMinutes(30));

        // then
        switchboard.operator().call(call).then().statusCode(404);
        await().until(() -> switchboard
                .query("SELECT count(*) FROM call_fact WHERE caller = '" + call + "'")
                .equals("0"));
    }

    @Test
    void shouldForgetACallThatNeverEnded() {
        // given
        switchboard.pbx().started(call, begin, "21");

        // when
        switchboard.pass(Duration.ofHours(5));

        // then
        switchboard.operator().call(call).then().statusCode(404);
    }

    private Map<String, String> event(String type) {
        return new HashMap<>(Map.of("type", type, "callId", call, "at", begin.toString()));
    }
}
