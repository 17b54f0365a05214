package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Fault;
import dk.slettefrist.testing.Impatient;
import dk.slettefrist.testing.Outages;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** The object store takes and gives one byte a second: never so little that a single read or write would time out. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(Impatient.class)
class SlowStoreTest {

    /** Far below what an answer takes at one byte a second, far above a few calls of four seconds each. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Fault ONE_BYTE_A_SECOND = Fault.trickle(1);

    @Inject
    Switchboard switchboard;

    private Outages outages;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        switchboard.startAfresh();
    }

    @AfterEach
    void quickAgain() {
        outages.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 12_000_000})
    void shouldGiveUpOnAnUploadWhoseAcknowledgementTrickles(int size) {
        // given
        Delivery delivery = switchboard.pbx().recording().audio(Sound.wav(size));
        outages.store().harmAnswers(ONE_BYTE_A_SECOND);

        // when
        Response response = timed(delivery);

        // then
        isUnavailable(response);
        outages.end();
        switchboard.untilStoreHoldsAtMost(Set.of());
        delivery.put().then().statusCode(201);
    }

    @Test
    void shouldGiveUpOnAnUploadThatTheStoreTakesByTheByte() {
        // given
        Delivery delivery = switchboard.pbx().recording().audio(Sound.wav(12_000_000));
        outages.store().harmRequests(ONE_BYTE_A_SECOND);

        // when
        Response response = timed(delivery);

        // then
        isUnavailable(response);
        outages.end();
        switchboard.untilStoreHoldsAtMost(Set.of());
        delivery.put().then().statusCode(201);
    }

    @Test
    void shouldStillSaveCalls() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        delivery.stored();
        outages.store().harmAnswers(ONE_BYTE_A_SECOND);

        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        response.then().statusCode(200).body("recordings.flagged", contains(true));
    }

    @Test
    void shouldKeepTheSweepGoingAndPurgeOnceTheStoreIsQuick() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        outages.store().harmAnswers(ONE_BYTE_A_SECOND);
        Set<String> turns = new HashSet<>();

        // when
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));

        // then
        await("each turn of the sweep writes when the next is").atMost(PATIENCE).until(() -> {
            turns.add(switchboard.query(
                    "SELECT coalesce(max(sweep_at)::text, 'none yet') FROM recording WHERE state = 'PURGING' AND id = '"
                            + id + "'"));
            return turns.size() > 2;
        });
        outages.end();
        switchboard.untilPurged(id);
    }

    @Test
    void shouldAnswerAListenerWhoseSoundDoesNotBegin() {
        // given
        String id = switchboard.pbx().recording().stored();
        outages.store().harmAnswers(ONE_BYTE_A_SECOND);

        // when
        Response response = switchboard.supervisor().audio(id);

        // then
        isUnavailable(response);
    }

    @Test
    void shouldNotCutOffASoundThatComesSlowlyButComes() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        int longerThanACallMayTake = 200;
        outages.store().harmAnswers(Fault.after(1_000, Fault.trickle(longerThanACallMayTake)));

        // when
        byte[] heard = switchboard.supervisor().audio(id).asByteArray();

        // then
        assertThat(heard).isEqualTo(delivery.audio());
    }

    private Response timed(Delivery delivery) {
        long begin = System.nanoTime();
        Response response = delivery.put();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
        return response;
    }

    private static void isUnavailable(Response response) {
        response.then()
                .statusCode(503)
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("type", equalTo("urn:slettefrist:problem:unavailable"));
    }
}
