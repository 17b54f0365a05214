package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.User;

/** Auditors and data protection officers read everything that they may, and find nothing of what was told of calls. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class WhatAuditorsSeeTest {

    private static final Exchange PBX = new Exchange("pbx", false);
    private static final int MOST = 1000;

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final List<String> planted = new ArrayList<>();
    private Instant from;
    private RecordedCall purged;

    @BeforeEach
    void aDayAtTheSwitchboard() {
        from = switchboard.now();
        purged = planted(RecordedCall.stored(PBX, switchboard));
        savedHeardAndGivenBack(purged);
        broken();
        late();
        announcedOnly();
        savedByAKey();
        refused();
        switchboard.pass(Duration.ofMinutes(30));
        switchboard.untilPurged(purged.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditor", "dpo"})
    void shouldFindNothingOfWhatWasToldOfCalls(String role) {
        // given
        List<Operation> readable = Operation.described(management).values().stream()
                .filter(operation -> operation.roles().contains(role))
                .filter(operation -> operation.queryParameters().contains("from"))
                .toList();

        // then
        assertThat(readable).hasSizeGreaterThanOrEqualTo(4);
        for (Operation operation : readable) {
            for (String accept : operation.answers()) {
                assertThat(read(role, operation, accept))
                        .as("%s as %s", operation.name(), accept)
                        .doesNotContain(planted);
            }
        }
    }

    @Test
    void shouldFindWhatHappened() {
        // when
        Response audit = asks("auditor").queryParam("limit", MOST).get("/api/v1/audit-events");
        Response deletions = asks("auditor").queryParam("limit", MOST).get("/api/v1/reports/deletions");
        Response gaps = asks("auditor").queryParam("limit", MOST).get("/api/v1/reports/gaps");

        // then
        audit.then()
                .statusCode(200)
                .body(
                        "items.type",
                        hasItems("RECEIVED", "FAILED", "REFUSED", "FLAGGED", "UNFLAGGED", "LISTENED", "PURGED"))
                .body("items.actor", hasItem("asterisk-1"));
        deletions.then().statusCode(200).body("items.id", hasItem(purged.id().toString()));
        gaps.then().statusCode(200).body("items.kind", hasItem("RECORDING_FAILED"));
    }

    /** Until it is over, an operator reads it all. */
    private void savedHeardAndGivenBack(RecordedCall call) {
        String note = planted("Shouted " + UUID.randomUUID());
        switchboard
                .operator()
                .flags(call.callId(), Map.of("reason", "THREAT", "note", note))
                .then()
                .statusCode(200);
        assertThat(switchboard.operator().call(call.callId()).asString()).contains(note, call.callId());
        switchboard.supervisor().audio(call.id().toString(), "bytes=0-9").then().statusCode(206);
        switchboard.operator().unflags(call.callId()).then().statusCode(200);
    }

    private void broken() {
        RecordedCall call = planted(RecordedCall.untold(PBX, switchboard.now()));
        new RecordedCall(
                        PBX,
                        call.id(),
                        planted("no sound " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8),
                        call.told())
                .delivered(PBX.asks())
                .then()
                .statusCode(415);
    }

    private void late() {
        planted(RecordedCall.untold(PBX, switchboard.now().minus(Duration.ofHours(1))))
                .delivered(PBX.asks())
                .then()
                .statusCode(410);
    }

    private void announcedOnly() {
        RecordedCall call = planted(RecordedCall.untold(new Exchange("rtpengine-1", true), switchboard.now()));
        call.owner()
                .asks()
                .header("X-Recording-Call-ID", call.callId())
                .header("X-Recording-File-Name", call.told().get("recordingId"))
                .get("/api/v1/sources/rtpengine-1/recordings")
                .then()
                .statusCode(204);
    }

    private void savedByAKey() {
        RecordedCall call = planted(RecordedCall.untold(new Exchange("asterisk-1", true), switchboard.now()));
        call.owner()
                .asks()
                .queryParam("callId", call.callId())
                .post("/api/v1/sources/asterisk-1/flag")
                .then()
                .statusCode(202);
    }

    /** A refusal, too, may be written down. */
    private void refused() {
        String name = planted("+45 " + UUID.randomUUID());
        RestAssured.given()
                .auth()
                .preemptive()
                .basic(name, planted("secret " + UUID.randomUUID()))
                .queryParam("source", name)
                .get("/api/v1/calls/" + purged.callId())
                .then()
                .statusCode(401);
        new User("auditor")
                .asks()
                .queryParam("operator", name)
                .get("/api/v1/calls")
                .then()
                .statusCode(403);
        new User("dpo").asks().get("/api/v1/calls/" + purged.callId()).then().statusCode(403);
        RestAssured.given()
                .queryParam("token", planted("token-" + UUID.randomUUID()))
                .post("/api/v1/sources/" + planted("source-" + UUID.randomUUID()) + "/flag")
                .then()
                .statusCode(401);
    }

    private String read(String role, Operation operation, String accept) {
        RequestSpecification request = asks(role).accept(accept);
        if (operation.queryParameters().contains("limit")) {
            request.queryParam("limit", MOST);
        }
        Response response = request.get(operation.path());
        response.then().statusCode(200);
        return response.asString();
    }

    private RequestSpecification asks(String role) {
        return new User(role)
                .asks()
                .queryParam("from", from.toString())
                .queryParam("to", switchboard.now().plusSeconds(60).toString());
    }

    private RecordedCall planted(RecordedCall call) {
        call.personal().forEach(planted::add);
        call.identifiers().forEach(planted::add);
        return call;
    }

    private String planted(String text) {
        planted.add(text);
        return text;
    }
}
