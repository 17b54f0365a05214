package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** From where it was done stands in every event. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AddressTest {

    private static final String HERE = "127.0.0.1";

    @Inject
    Switchboard switchboard;

    @Test
    void shouldTellFromWhereSomethingWasDoneAndNotOfWhatTheServiceDid() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.pbx().recording().audio(new byte[] {1}).put().then().statusCode(415);
        switchboard
                .pbx()
                .recording()
                .ended(from.minus(Duration.ofHours(1)))
                .put()
                .then()
                .statusCode(410);
        switchboard.operator().flags(delivery.callId()).then().statusCode(200);
        switchboard.supervisor().audio(id).then().statusCode(200);
        switchboard.operator().unflags(delivery.callId()).then().statusCode(200);
        switchboard.pass(Duration.ofHours(1));
        switchboard.untilPurged(id);

        // when
        Instant to = switchboard.now();

        // then
        Map.of(
                        "RECEIVED", HERE,
                        "FAILED", HERE,
                        "REFUSED", HERE,
                        "FLAGGED", HERE,
                        "LISTENED", HERE,
                        "UNFLAGGED", HERE,
                        "PURGED", "null")
                .forEach((type, address) -> assertThat(switchboard.auditor().events(type, from, to))
                        .as(type)
                        .isNotEmpty()
                        .allMatch(event -> String.valueOf(event.get("address")).equals(address)));
    }

    @Test
    void shouldBelieveNobodyWhoSaysThatHeComesFromElsewhere() {
        // given
        Instant from = switchboard.now();

        // when
        switchboard
                .auditor()
                .of(from, from.plusSeconds(1))
                .header("X-Forwarded-For", "203.0.113.7")
                .header("Forwarded", "for=203.0.113.7")
                .header("X-Real-IP", "203.0.113.7")
                .get("/api/v1/audit-events")
                .then()
                .statusCode(200);

        // then
        assertThat(switchboard.auditor().events("AUDIT_READ", from, from.plusSeconds(60)))
                .extracting(event -> event.get("address"))
                .containsOnly(HERE);
    }
}
