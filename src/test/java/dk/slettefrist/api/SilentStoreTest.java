package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.time.Duration;
import java.time.Instant;
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

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Impatient;
import dk.slettefrist.testing.Outages;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** The object store takes connections and answers nothing. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(Impatient.class)
class SilentStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Switchboard switchboard;

    private Outages outages;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        switchboard.startAfresh();
    }

    @AfterEach
    void everythingInReach() {
        outages.end();
    }

    @Test
    void shouldGiveUpOnAnUploadAndKeepNothing() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        outages.ofAnswersFromStore();
        Instant before = switchboard.now();

        // when
        Response response = delivery.put();

        // then
        assertThat(Duration.between(before, switchboard.now())).isLessThan(PATIENCE);
        response.then()
                .statusCode(503)
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("type", equalTo("urn:slettefrist:problem:unavailable"));
        outages.end();
        switchboard.untilStoreHoldsAtMost(Set.of());
        delivery.put().then().statusCode(201);
    }

    @Test
    void shouldGoOnPurgingOnceTheStoreSpeaks() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        outages.ofAnswersFromStore();
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));
        await().until(() -> switchboard
                .query("SELECT state FROM recording WHERE id = '" + id + "'")
                .equals("PURGING"));

        // when
        outages.end();

        // then
        switchboard.untilPurged(id);
    }
}
