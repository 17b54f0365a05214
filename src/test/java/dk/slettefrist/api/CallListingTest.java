package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CallListingTest {

    @Inject
    Switchboard switchboard;

    private final String operator = Switchboard.newId("operator");
    private final String first = Switchboard.newId("first");
    private final String second = Switchboard.newId("second");

    @Test
    void shouldListTheNewestCallFirst() {
        // given
        twoCalls();

        // when
        Response response = switchboard.operator().calls(Map.of("operator", operator));

        // then
        response.then()
                .statusCode(200)
                .body("items.callId", contains(second, first))
                .body("next", nullValue());
    }

    @Test
    void shouldListCallsSinceAMoment() {
        // given
        twoCalls();
        Instant since = switchboard.now().minusSeconds(40);

        // when
        Response response = switchboard.operator().calls(Map.of("operator", operator, "since", since.toString()));

        // then
        response.then().statusCode(200).body("items.callId", contains(second));
    }

    @Test
    void shouldListTheCallsOfEverybody() {
        // given
        twoCalls();

        // when
        Response response = switchboard.operator().calls(Map.of());

        // then
        response.then().statusCode(200).body("items.callId", hasItems(second, first));
    }

    @Test
    void shouldTakeEmptyParametersAsNone() {
        // given
        twoCalls();

        // when
        Response response = switchboard.operator().calls(Map.of("operator", "", "since", ""));

        // then
        response.then().statusCode(200).body("items.callId", hasItems(second, first));
    }

    @Test
    void shouldListACallWithItsRecordings() {
        // given
        Delivery delivery = switchboard.pbx().recording().with("operator", operator);
        String id = delivery.stored();

        // when
        Response response = switchboard.operator().calls(Map.of("operator", operator));

        // then
        response.then().body("items.callId", contains(delivery.callId())).body("items[0].recordings.id", contains(id));
    }

    @Test
    void shouldNotListACallWhoseRecordingsAreOver() {
        // given
        Delivery delivery = switchboard.pbx().recording().with("operator", operator);
        delivery.stored();

        // when
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));

        // then
        switchboard
                .operator()
                .calls(Map.of("operator", operator))
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void shouldListASavedCallForAsLongAsItIsKept() {
        // given
        Delivery delivery = switchboard.pbx().recording().with("operator", operator);
        delivery.stored();
        switchboard.operator().flags(delivery.callId());

        // when
        switchboard.pass(Duration.ofDays(29));

        // then
        switchboard
                .operator()
                .calls(Map.of("operator", operator))
                .then()
                .body("items.callId", contains(delivery.callId()))
                .body("items.flagged", contains(true));
    }

    @Test
    void shouldListPageByPage() {
        // given
        twoCalls();
        Map<String, Object> one = Map.of("operator", operator, "limit", 1);
        String next = switchboard.operator().calls(one).path("next");
        Map<String, Object> two = new HashMap<>(one);
        two.put("after", next);

        // when
        Response response = switchboard.operator().calls(two);

        // then
        response.then().statusCode(200).body("items.callId", contains(first)).body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "since, yesterday",
        "since, 2026-11-21",
        "limit, 0",
        "limit, -1",
        "limit, 1001",
        "limit, many",
        "after, nonsense",
        "after, bm9uc2Vuc2U",
        "after, MjAyNi0xMS0yMVQxMDoxNTozMFp8bm9uc2Vuc2U"
    })
    void shouldRefuseParametersThatItCannotRead(String parameter, String value) {
        // when
        Response response = switchboard.operator().calls(Map.of(parameter, value));

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldReadAnOperatorThatCannotBe() {
        // when
        Response response = switchboard.operator().calls(Map.of("operator", "a\u0000b"));

        // then
        assertThat(response.statusCode()).isIn(200, 400);
    }

    @Test
    void shouldKnowNothingOfACallThatNobodySpokeOf() {
        // when
        Response response = switchboard.operator().call(first);

        // then
        response.then().statusCode(404).body("type", equalTo("urn:slettefrist:problem:not-found"));
    }

    @Test
    void shouldTellWhenTheRecordingsOfACallWerePurged() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));
        switchboard.untilPurged(id);

        // when
        Response response = switchboard.operator().call(delivery.callId());

        // then
        response.then()
                .statusCode(410)
                .body("type", equalTo("urn:slettefrist:problem:gone"))
                .body("purgedAt", notNullValue());
    }

    private void twoCalls() {
        switchboard.pbx().started(first, switchboard.now().minusSeconds(60), operator);
        switchboard.pbx().started(second, switchboard.now().minusSeconds(20), operator);
    }
}
