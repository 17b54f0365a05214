package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.time.Duration;

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

/** Two telephone exchanges that use the same identifiers. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SourceTest {

    @Inject
    Switchboard switchboard;

    private Delivery one;
    private Delivery other;

    @BeforeEach
    void twoRecordingsOfTheSameName() {
        one = switchboard.pbx().recording();
        other = switchboard.otherPbx().recording(one.callId(), one.recordingId());
    }

    @Test
    void shouldKeepTheRecordingsOfTwoSourcesApart() {
        // given
        String id = one.stored();

        // when
        Response response = other.put();

        // then
        response.then().statusCode(201).body("source", equalTo("pbx2")).body("id", not(equalTo(id)));
    }

    @Test
    void shouldAskWhichSourceIsMeant() {
        // given
        one.stored();
        other.stored();

        // when
        Response get = switchboard.operator().call(one.callId());
        Response flag = switchboard.operator().flags(one.callId());
        Response unflag = switchboard.operator().unflags(one.callId());

        // then
        get.then().statusCode(409).body("type", equalTo("urn:slettefrist:problem:ambiguous"));
        flag.then().statusCode(409).body("type", equalTo("urn:slettefrist:problem:ambiguous"));
        unflag.then().statusCode(409).body("type", equalTo("urn:slettefrist:problem:ambiguous"));
    }

    @Test
    void shouldSaveOnlyTheCallOfTheSourceThatIsMeant() {
        // given
        String left = one.stored();
        String saved = other.stored();

        // when
        Response response = switchboard.operator().flagsFrom("pbx2", one.callId());

        // then
        response.then().statusCode(200).body("source", equalTo("pbx2")).body("recordings.id", contains(saved));
        switchboard.operator().recording(saved).then().body("flagged", equalTo(true));
        switchboard.operator().recording(left).then().body("flagged", equalTo(false));
        switchboard.operator().callFrom("pbx", one.callId()).then().body("flagged", equalTo(false));
    }

    @Test
    void shouldTakeBackOnlyTheFlagOfTheSourceThatIsMeant() {
        // given
        String taken = one.stored();
        String saved = other.stored();
        switchboard.operator().flagsFrom("pbx", one.callId());
        switchboard.operator().flagsFrom("pbx2", one.callId());

        // when
        Response response = switchboard.operator().unflagsFrom("pbx", one.callId());

        // then
        response.then().statusCode(200).body("flagged", equalTo(false));
        switchboard.operator().recording(taken).then().body("flagged", equalTo(false));
        switchboard.operator().recording(saved).then().body("flagged", equalTo(true));
    }

    @Test
    void shouldNotAskOnceOnlyOneOfThemIsLeft() {
        // given
        String id = one.stored();
        switchboard.passUntil(one.endedAt().plus(Duration.ofMinutes(30)));
        switchboard.untilPurged(id);
        other.ended(switchboard.now()).stored();

        // when
        Response response = switchboard.operator().flags(one.callId());

        // then
        response.then().statusCode(200).body("source", equalTo("pbx2"));
    }

    @Test
    void shouldKnowNothingOfAnUnknownSource() {
        // given
        one.stored();

        // when
        Response response = switchboard.operator().callFrom("pbx3", one.callId());

        // then
        response.then().statusCode(404).body("type", equalTo("urn:slettefrist:problem:not-found"));
    }

    @Test
    void shouldLetAFlagWaitForTheSourceThatIsMeant() {
        // given
        switchboard.operator().flagsFrom("pbx2", one.callId());

        // when
        Response unmeant = one.put();
        Response meant = other.put();

        // then
        unmeant.then().statusCode(201).body("flagged", equalTo(false));
        meant.then().statusCode(201).body("flagged", equalTo(true));
    }

    @Test
    void shouldSaveWhicheverCallComesWhenAFlagWaitsForAnySource() {
        // given
        switchboard.operator().flags(one.callId());

        // when
        Response first = one.put();
        Response second = other.put();

        // then
        first.then().statusCode(201).body("flagged", equalTo(true));
        second.then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000b"})
    void shouldReadASourceThatCannotBe(String source) {
        // when
        Response get = switchboard.operator().callFrom(source, one.callId());
        Response flag = switchboard.operator().flagsFrom(source, one.callId());

        // then
        assertThat(get.statusCode()).isBetween(400, 499);
        assertThat(flag.statusCode()).isBetween(400, 499);
    }
}
