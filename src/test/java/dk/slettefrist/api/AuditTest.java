package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AuditTest {

    private static final String PATH = "/api/v1/audit-events";

    /** Refusals of other tests, and what was read, may stand between. */
    private static final String TRACE = "AUDIT_READ|FORBIDDEN|LOGIN_FAILED|LISTENING_REFUSED";

    private static final String STORY = "items.findAll { !(it.type ==~ /" + TRACE + "/) }";

    @Inject
    Switchboard switchboard;

    private Instant from;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        from = switchboard.startAfresh();
    }

    @Test
    void shouldTellTheStoryOfARecording() {
        // given
        Delivery delivery = switchboard.pbx().recording().with("caller", "+4570123456");
        String id = delivery.stored();
        switchboard.operator().flags(delivery.callId(), Map.of("reason", "THREAT", "note", "a note"));
        switchboard.supervisor().audio(id);
        switchboard.pass(Duration.ofHours(1));
        switchboard.supervisor().unflags(delivery.callId());
        switchboard.untilPurged(id);

        // when
        Response response = switchboard.auditor().audit(from, soon());

        // then
        response.then()
                .statusCode(200)
                .body(STORY + ".type", contains("RECEIVED", "FLAGGED", "LISTENED", "UNFLAGGED", "PURGED"))
                .body(STORY + ".actor", contains("pbx", "operator", "supervisor", "supervisor", "slettefrist"))
                .body(STORY + ".call.unique()", hasSize(1))
                .body(STORY + ".recording", contains(id, null, id, null, id))
                .body("next", nullValue());
        assertThat(response.asString()).doesNotContain("70123456", "a note", delivery.callId(), delivery.recordingId());
    }

    @Test
    void shouldTellOfRefusedRecordings() {
        // given
        switchboard
                .pbx()
                .recording()
                .ended(switchboard.now().minus(Duration.ofHours(1)))
                .put();

        // when
        Response response = switchboard.auditor().audit(from, soon());

        // then
        response.then().body(STORY + ".type", contains("REFUSED")).body(STORY + ".actor", contains("pbx"));
    }

    @Test
    void shouldTellWhyAnUploadFailed() {
        // given
        Delivery page = switchboard.pbx().recording().audio("<html>".getBytes(StandardCharsets.UTF_8));
        page.put();

        // when
        Response response = switchboard.auditor().audit(from, soon());

        // then
        response.then()
                .body(STORY + ".type", contains("FAILED"))
                .body(STORY + ".detail", contains("unsupported-media"));
    }

    @Test
    void shouldTellWhatWasListenedTo() {
        // given
        String id = switchboard.pbx().recording().stored();
        switchboard.supervisor().audio(id);
        switchboard.supervisor().audio(id, "bytes=0-9");

        // when
        Response response = switchboard.auditor().audit(from, soon());

        // then
        response.then()
                .body(STORY + ".type", contains("RECEIVED", "LISTENED", "LISTENED"))
                .body(STORY + ".detail", contains(null, "GET", "GET bytes=0-9"));
    }

    @Test
    void shouldListPageByPage() {
        // given
        for (int i = 0; i < 3; i++) {
            switchboard.operator().flags(Switchboard.newId("call"));
        }
        Instant to = switchboard.now();
        List<Integer> all = switchboard.auditor().audit(from, to).path("items.id");
        Response first = page(to, null);

        // when
        Response second = page(to, first.path("next"));

        // then
        first.then().body("items.id", equalTo(all.subList(0, 2)));
        second.then()
                .statusCode(200)
                .body("items.id", equalTo(all.subList(2, 3)))
                .body("next", nullValue());
    }

    @Test
    void shouldListAsCsvThatASpreadsheetDoesNotRun() {
        // given
        String id = switchboard.pbx().recording().stored();
        switchboard
                .supervisor()
                .asks()
                .queryParam("reason", "=HYPERLINK(\"http://example.org\";\"here\")")
                .get("/api/v1/recordings/{id}/audio", id);

        // when
        Response response =
                switchboard.auditor().of(from, soon()).accept("text/csv").get(PATH);

        // then
        response.then().statusCode(200).contentType(startsWith("text/csv"));
        assertThat(response.asString().split("\r\n"))
                .filteredOn(line -> !line.matches(".*,(" + TRACE + "),.*"))
                .hasSize(3)
                .startsWith("id,at,type,actor,call,recording,reason,detail,address")
                .anySatisfy(line -> assertThat(line)
                        .contains("LISTENED,supervisor")
                        .contains("\"'=HYPERLINK(\"\"http://example.org\"\";\"\"here\"\")\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
    void shouldLeaveNoCellThatBeginsLikeAFormula(String reason) {
        // given
        String id = switchboard.pbx().recording().stored();
        switchboard.supervisor().asks().queryParam("reason", reason).get("/api/v1/recordings/{id}/audio", id);

        // when
        String csv = switchboard.auditor().csv(PATH, from, soon());

        // then
        assertThat(csv).contains("'" + reason).doesNotContain("," + reason);
    }

    @Test
    void shouldRefuseEveryChangeOfWhatWasWritten() {
        // when
        Response put = switchboard.auditor().sends(Map.of()).put(PATH);
        Response delete = switchboard.auditor().asks().delete(PATH);
        Response post = switchboard.auditor().sends(Map.of()).post(PATH);

        // then
        put.then().statusCode(405);
        delete.then().statusCode(405);
        post.then().statusCode(405);
    }

    private Response page(Instant to, String after) {
        var request = switchboard.auditor().of(from, to).queryParam("limit", 2);
        return (after == null ? request : request.queryParam("after", after)).get(PATH);
    }

    private Instant soon() {
        return switchboard.now().plusSeconds(1);
    }
}
