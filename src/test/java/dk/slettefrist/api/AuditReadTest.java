package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** Who reads the audit stands in it. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AuditReadTest {

    private static final String PATH = "/api/v1/audit-events";

    @Inject
    Switchboard switchboard;

    private Instant from;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        from = switchboard.startAfresh();
    }

    @Test
    void shouldWriteDownWhoReadWhichPeriod() {
        // given
        Instant to = from.plus(Duration.ofDays(1));
        Response first = switchboard.auditor().audit(from, to);

        // when
        List<Map<String, Object>> events = readings();

        // then
        assertThat(first.jsonPath().getList("items.type")).doesNotContain("AUDIT_READ");
        assertThat(events).hasSize(1);
        assertThat(events.get(0))
                .containsEntry("actor", "auditor")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("detail", "GET json " + from + "/" + to);
    }

    @Test
    void shouldWriteDownEveryRequest() {
        // given
        flags(3);
        Response first = page(1, null);
        page(1, first.path("next"));
        switchboard.auditor().of(from, end()).accept("text/csv").get(PATH);
        switchboard.auditor().of(from, end()).head(PATH).then().statusCode(200);

        // when
        List<Map<String, Object>> events = readings();

        // then
        String period = " " + from + "/" + end();
        assertThat(events)
                .extracting(event -> event.get("detail"))
                .containsExactly(
                        "GET json" + period,
                        "GET json" + period + " next page",
                        "GET csv" + period,
                        "HEAD json" + period);
    }

    @Test
    void shouldWriteNothingDownWhenNothingIsRead() {
        // when
        switchboard.auditor().asks().get(PATH).then().statusCode(400);
        page(1, "nonsense").then().statusCode(400);
        switchboard.operator().asks().get(PATH).then().statusCode(403);

        // then
        assertThat(readings()).isEmpty();
    }

    /** Each of its pages is an event in the period that it reads. */
    @Test
    void shouldComeToTheEndOfAPeriodThatEndsInTheFuture() {
        // given
        List<String> calls = flags(3);

        // when
        List<Map<String, Object>> read = new ArrayList<>();
        String next = null;
        int pages = 0;
        do {
            Response page = page(1, next);
            read.addAll(page.jsonPath().getList("items"));
            next = page.path("next");
            pages++;
        } while (next != null && pages < 100);

        // then
        assertThat(next).isNull();
        assertThat(read)
                .filteredOn(event -> event.get("type").equals("FLAGGED"))
                .hasSize(calls.size());
        assertThat(read).extracting(event -> event.get("type")).doesNotContain("AUDIT_READ");
        assertThat(read).extracting(event -> event.get("id")).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadAllAsCsvThoughThatIsAnEventToo() {
        // given
        flags(3);

        // when
        String csv = switchboard.auditor().csv(PATH, from, end());

        // then
        assertThat(csv).doesNotContain("AUDIT_READ");
        assertThat(csv.lines().filter(line -> line.contains(",FLAGGED,operator,")))
                .hasSize(3)
                .allMatch(line -> line.endsWith(",127.0.0.1"));
    }

    @Test
    void shouldTellNothingOfTheFutureToWhoeverForgesAPage() {
        // given
        flags(2);
        String next = page(1, null).path("next");
        String forged = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8)
                .replaceFirst("\\|[^|]*$", "|2999-01-01T00:00:00Z");

        // when
        Response page = page(
                10, Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(StandardCharsets.UTF_8)));

        // then
        page.then().statusCode(200);
        assertThat(page.jsonPath().getList("items.detail"))
                .noneMatch(detail -> String.valueOf(detail).endsWith("next page"));
    }

    private List<String> flags(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Switchboard.newId("call"))
                .peek(call -> switchboard.operator().flags(call).then().statusCode(202))
                .toList();
    }

    private Response page(int limit, String after) {
        var request = switchboard.auditor().of(from, end()).queryParam("limit", limit);
        return (after == null ? request : request.queryParam("after", after)).get(PATH);
    }

    private List<Map<String, Object>> readings() {
        return switchboard.auditor().events("AUDIT_READ", from, end());
    }

    private Instant end() {
        return from.plus(Duration.ofDays(1));
    }
}
