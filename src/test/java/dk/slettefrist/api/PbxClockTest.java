package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

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

/** The PBX's clock goes wrong. It can only shorten the time that a recording is kept. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PbxClockTest {

    private static final Duration SHORT = Duration.ofMinutes(30);
    private static final Duration LONG = Duration.ofDays(30);

    @Inject
    Switchboard switchboard;

    private Instant now;

    @BeforeEach
    void now() {
        now = switchboard.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT90S", "PT1H", "PT24H"})
    void shouldRefuseARecordingOfAClockThatIsAhead(Duration ahead) {
        // given
        Set<String> before = switchboard.objects();
        Delivery delivery = switchboard.pbx().recording().ended(now.plus(ahead));

        // when
        Response response = delivery.put();

        // then
        response.then().statusCode(422).body("type", equalTo("urn:slettefrist:problem:clock-skew"));
        assertThat(before).containsAll(switchboard.objects());
        switchboard.operator().call(delivery.callId()).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(longs = {30, 55})
    void shouldCountFromTheReceiptWhenTheClockIsSecondsAhead(long seconds) {
        // given
        Delivery delivery = switchboard.pbx().recording().ended(now.plusSeconds(seconds));

        // when
        Response response = delivery.put();

        // then
        Instant received =
                Instant.parse(response.then().statusCode(201).extract().path("receivedAt"));
        assertThat(received).isBefore(delivery.endedAt());
        assertThat(Instant.parse(response.path("expiresAt"))).isEqualTo(received.plus(SHORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT30M", "PT1H", "PT24H"})
    void shouldRefuseAsLateARecordingOfAClockThatIsBehind(Duration behind) {
        // when
        Response response =
                switchboard.pbx().recording().ended(now.minus(behind)).put();

        // then
        response.then().statusCode(410).body("type", equalTo("urn:slettefrist:problem:late"));
    }

    @Test
    void shouldKeepASavedCallOfAClockThatIsADayBehind() {
        // given
        Delivery delivery = switchboard.pbx().recording().ended(now.minus(Duration.ofDays(1)));
        switchboard.operator().flags(delivery.callId());

        // when
        Response response = delivery.put();

        // then
        response.then()
                .statusCode(201)
                .body("flagged", equalTo(true))
                .body("expiresAt", equalTo(delivery.endedAt().plus(LONG).toString()));
    }

    @Test
    void shouldCountEachRecordingOfACallByItselfWhenTheClockStepsBack() {
        // given
        String call = Switchboard.newId("call");
        Instant later = now.minusSeconds(5);
        Instant earlier = later.minus(Duration.ofMinutes(20));

        // when
        List<Response> responses = List.of(
                switchboard.pbx().recording(call, "first").ended(later).put(),
                switchboard.pbx().recording(call, "second").ended(earlier).put());

        // then
        assertThat(responses)
                .extracting(response -> response.<String>path("expiresAt"))
                .containsExactly(
                        later.plus(SHORT).toString(), earlier.plus(SHORT).toString());
        switchboard.operator().flags(call).then().statusCode(200);
        assertThat(switchboard.operator().call(call).<List<String>>path("recordings.expiresAt"))
                .containsExactlyInAnyOrder(
                        later.plus(LONG).toString(), earlier.plus(LONG).toString());
    }

    @Test
    void shouldTakeACallAsEndedWhenTheClockStepsBackBeforeItsStart() {
        // given
        String call = Switchboard.newId("call");
        switchboard.pbx().started(call, now.minusSeconds(10), "21");

        // when
        Response ended = switchboard.pbx().ended(call, now.minusSeconds(300));

        // then
        ended.then().statusCode(204);
        switchboard.operator().call(call).then().statusCode(200).body("state", equalTo("ENDED"));
    }

    @Test
    void shouldTakeAnEndADayAheadAsNow() {
        // given
        String call = Switchboard.newId("call");
        switchboard.pbx().started(call, now.minusSeconds(60), "21");

        // when
        switchboard.pbx().ended(call, now.plus(Duration.ofDays(1)));

        // then
        Response shown = switchboard.operator().call(call);
        assertThat(shown.<String>path("state")).isEqualTo("ENDED");
        assertThat(Instant.parse(shown.path("endedAt"))).isBetween(now, switchboard.now());
        switchboard.pass(SHORT);
        switchboard.operator().call(call).then().statusCode(404);
    }

    @Test
    void shouldNotLetACallOfADayAgoWaitForAnotherDay() {
        // given
        String call = Switchboard.newId("call");

        // when
        switchboard.pbx().started(call, now.minus(Duration.ofDays(1)), "21");
        switchboard.pbx().ended(call, now.minus(Duration.ofDays(1)).plusSeconds(60));

        // then
        switchboard.operator().call(call).then().statusCode(404);
    }
}
