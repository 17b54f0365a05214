package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PurgeTest {

    private static final Duration SHORT = Duration.ofMinutes(30);

    @Inject
    Switchboard switchboard;

    @Test
    void shouldRemoveTheBytesAtTheDeadline() {
        // given
        Instant from = switchboard.startAfresh();
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        ObjectKey object = switchboard.objectOf(id);

        // when
        switchboard.passUntil(delivery.endedAt().plus(SHORT));

        // then
        switchboard.untilPurged(id);
        assertThat(switchboard.holds(object)).isFalse();
        assertThat(switchboard.objects()).isEmpty();
        assertThat(switchboard.auditor().typesOf(id, from, switchboard.now().plusSeconds(1)))
                .containsExactly("RECEIVED", "PURGED");
    }

    @Test
    void shouldKeepTheBytesBeforeTheDeadline() {
        // given
        Delivery delivery = switchboard.pbx().recording();
        String id = delivery.stored();
        ObjectKey object = switchboard.objectOf(id);

        // when
        switchboard.passUntil(delivery.endedAt().plus(SHORT).minusSeconds(20));
        Delivery due = switchboard
                .pbx()
                .recording()
                .ended(switchboard.now().minus(SHORT).plusSeconds(5));
        String other = due.stored();
        switchboard.passUntil(due.endedAt().plus(SHORT));
        switchboard.untilPurged(other);

        // then
        assertThat(switchboard.holds(object)).isTrue();
    }

    @Test
    void shouldForgetWhatIsPersonalTogetherWithTheRecording() {
        // given
        String number = "+45" + System.nanoTime();
        Delivery delivery = switchboard.pbx().recording().with("caller", number).with("callee", number);
        String id = delivery.stored();
        switchboard.operator().flags(delivery.callId(), Map.of("reason", "THREAT", "note", number));

        // when
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofDays(30)));

        // then
        switchboard.untilPurged(id);
        await().until(() -> switchboard
                .query("SELECT count(*) FROM call_fact WHERE caller = '" + number + "' OR callee = '" + number + "'")
                .equals("0"));
        await().until(() -> switchboard
                .query("SELECT count(*) FROM call WHERE flag_note = '" + number + "'")
                .equals("0"));
        assertThat(switchboard.query("SELECT count(*) FROM recording WHERE call_id = '" + delivery.callId() + "'"))
                .isEqualTo("0");
    }

    @Test
    void shouldPurgeManyRecordingsTogether() {
        // given
        Instant from = switchboard.startAfresh();
        Instant end = switchboard.now();
        for (int i = 0; i < 30; i++) {
            switchboard.pbx().recording().ended(end).stored();
        }

        // when
        switchboard.passUntil(end.plus(SHORT));

        // then
        await().until(() -> switchboard
                .auditor()
                .retention(from, switchboard.now().plusSeconds(1))
                .path("purged.unflagged")
                .equals(30));
        assertThat(switchboard.objects()).isEmpty();
    }
}
