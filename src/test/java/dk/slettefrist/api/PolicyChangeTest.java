package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.policy.PolicyChange;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PolicyChangeTest {

    private static final RetentionPolicy USUAL = new RetentionPolicy(Duration.ofMinutes(30), Duration.ofDays(30));

    @Inject
    Switchboard switchboard;

    @Inject
    PolicyChange policy;

    private Instant from;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        from = switchboard.startAfresh();
    }

    @AfterEach
    void theUsualPeriods() {
        policy.apply(USUAL);
    }

    @Test
    void shouldPurgeAtOnceWhatIsOverAShorterPeriod() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.pass(Duration.ofMinutes(12));
        Instant before = switchboard.now();

        // when
        policy.apply(new RetentionPolicy(Duration.ofMinutes(10), Duration.ofDays(30)));

        // then
        switchboard.supervisor().audio(id).then().statusCode(410);
        switchboard.untilPurged(id);
        Response deletions = switchboard.auditor().deletions(from, soon());
        deletions
                .then()
                .body(
                        "items[0].expiresAt",
                        equalTo(delivery.endedAt().plus(Duration.ofMinutes(10)).toString()));
        assertThat(Instant.parse(deletions.path("items[0].dueAt"))).isBetween(before, switchboard.now());
        switchboard
                .auditor()
                .retention(from, soon())
                .then()
                .body("policy.unflagged", equalTo("PT10M"))
                .body("purged.late", equalTo(0))
                .body("compliant", equalTo(true));
    }

    @Test
    void shouldKeepForALongerPeriodWhatIsNotOver() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();

        // when
        policy.apply(new RetentionPolicy(Duration.ofHours(2), Duration.ofDays(30)));

        // then
        switchboard
                .operator()
                .recording(id)
                .then()
                .body(
                        "expiresAt",
                        equalTo(delivery.endedAt().plus(Duration.ofHours(2)).toString()));
        switchboard.pass(Duration.ofMinutes(60));
        switchboard.supervisor().audio(id).then().statusCode(200);
    }

    @Test
    void shouldNotBringBackWhatIsOver() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));

        // when
        policy.apply(new RetentionPolicy(Duration.ofHours(2), Duration.ofDays(30)));

        // then
        switchboard.supervisor().audio(id).then().statusCode(410);
        switchboard.untilPurged(id);
    }

    @Test
    void shouldApplyAShorterPeriodToSavedRecordings() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        switchboard.operator().flags(delivery.callId());
        switchboard.pass(Duration.ofDays(8));

        // when
        policy.apply(new RetentionPolicy(Duration.ofMinutes(30), Duration.ofDays(7)));

        // then
        switchboard.supervisor().audio(id).then().statusCode(410);
        switchboard.untilPurged(id);
    }

    @Test
    void shouldWriteDownThatTheSettingsChanged() {
        // when
        policy.apply(new RetentionPolicy(Duration.ofMinutes(10), Duration.ofDays(7)));

        // then
        var events = switchboard.auditor().events("SETTINGS_CHANGED", from, soon());
        assertThat(events).hasSize(1);
        assertThat(events.get(0))
                .containsEntry("actor", "slettefrist")
                .extractingByKey("detail")
                .asString()
                .contains("PT30M", "P30D", "PT10M", "P7D");
    }

    @Test
    void shouldWriteNothingDownWhenNothingChanges() {
        // when
        policy.apply(USUAL);

        // then
        assertThat(switchboard.auditor().events("SETTINGS_CHANGED", from, soon()))
                .isEmpty();
    }

    private Instant soon() {
        return switchboard.now().plusSeconds(1);
    }
}
