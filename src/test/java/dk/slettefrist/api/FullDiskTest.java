package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.SmallDisks;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;

/**
 * The disk under a server is full: what was acknowledged holds, what was not leaves nothing, and all goes on once there is space. Small file
 * systems are mounted for it, so it runs where {@code -Dslettefrist.tmpfs=true} says that this is allowed.
 */
@Tag("side-by-side")
@QuarkusTest
@EnabledIfSystemProperty(named = "slettefrist.tmpfs", matches = "true")
@QuarkusTestResource(value = SmallDisks.class, restrictToAnnotatedClass = true)
class FullDiskTest {

    private static final Logger LOG = Logger.getLogger(FullDiskTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MEGABYTE = 1_000_000;

    @Inject
    Switchboard switchboard;

    @Inject
    DataSource database;

    private SmallDisks disks;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        switchboard.startAfresh();
    }

    @AfterEach
    void spaceAgain() {
        disks.ofStore().free();
        disks.ofDatabase().free();
    }

    @Test
    void shouldStoreNothingHalfAndStillDeleteWhileTheStoresDiskIsFull() {
        // given
        Delivery before = switchboard.pbx().recording();
        String due = before.stored();
        Delivery saved = switchboard.pbx().recording().audio(Sound.wav(MEGABYTE));
        String kept = saved.stored();
        switchboard.operator().flags(saved.callId()).then().statusCode(200);
        disks.ofStore().fill();
        Delivery small = switchboard.pbx().recording().audio(Sound.wav(MEGABYTE));
        Delivery inParts = switchboard.pbx().recording().audio(Sound.wav(12 * MEGABYTE));

        // when
        List<Response> responses = List.of(small.put(), inParts.put());

        // then
        assertThat(responses).allSatisfy(FullDiskTest::isUnavailable);
        switchboard.passUntil(before.endedAt().plus(Duration.ofMinutes(30)));
        switchboard.untilPurged(due);
        switchboard.untilStoreHoldsAtMost(Set.of(switchboard.objectOf(kept).value()));
        assertThat(switchboard.supervisor().audio(kept).asByteArray()).isEqualTo(saved.audio());

        // and then
        disks.ofStore().free();
        for (Delivery delivery : List.of(switchboard.pbx().recording(), bigger())) {
            String id = delivery.stored();
            assertThat(switchboard.supervisor().audio(id).asByteArray()).isEqualTo(delivery.audio());
        }
    }

    @Test
    void shouldLoseNothingAcknowledgedWhenTheDatabasesDiskIsFull() {
        // given
        Map<String, Delivery> acknowledged = new LinkedHashMap<>();
        Delivery saved = switchboard.pbx().recording();
        acknowledged.put(saved.stored(), saved);
        List<Delivery> tried =
                Stream.generate(() -> switchboard.pbx().recording()).limit(10).toList();
        disks.ofDatabase().fill();
        writeAheadUntilItFails();

        // when
        List<Response> refused = new ArrayList<>();
        List<Delivery> unacknowledged = new ArrayList<>();
        for (Delivery delivery : tried) {
            Response response = delivery.put();
            if (response.statusCode() == 201) {
                acknowledged.put(response.path("id"), delivery);
            } else {
                refused.add(response);
                unacknowledged.add(delivery);
            }
        }
        int flagged = switchboard.operator().flags(saved.callId()).statusCode();

        // then
        LOG.infof(
                "While the database's disk was full: %d uploads refused, %d acknowledged, a flag answered %d",
                refused.size(), acknowledged.size() - 1, flagged);
        assertThat(refused).isNotEmpty().allSatisfy(FullDiskTest::isUnavailable);
        assertThat(flagged).isIn(200, 503);

        // and then
        disks.ofDatabase().free();
        disks.startDatabaseAgain();
        await().atMost(PATIENCE)
                .until(() -> switchboard.operator().calls(Map.of()).statusCode() == 200);
        acknowledged.forEach((id, delivery) ->
                assertThat(switchboard.supervisor().audio(id).asByteArray()).isEqualTo(delivery.audio()));
        if (flagged == 200) {
            switchboard.operator().call(saved.callId()).then().body("flagged", equalTo(true));
        }
        unacknowledged.forEach(
                delivery -> assertThat(delivery.put().statusCode()).isIn(200, 201));
        switchboard.pass(Duration.ofMinutes(3));
        await().atMost(PATIENCE).until(() -> switchboard.objects().equals(switchboard.heldObjects()));
        assertThat(switchboard.heldObjects()).hasSize(11);
    }

    private Delivery bigger() {
        return switchboard.pbx().recording().audio(Sound.wav(12 * MEGABYTE));
    }

    /** Writes to PostgreSQL's write-ahead log, which then has no room for a new segment: the server ends all sessions. */
    private void writeAheadUntilItFails() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (int i = 0; i < 100; i++) {
                statement.execute("SELECT pg_logical_emit_message(false, 'ballast', repeat('x', 1000000))");
            }
        } catch (SQLException e) {
            return;
        }
        throw new IllegalStateException("the disk of the database is not full");
    }

    private static void isUnavailable(Response response) {
        response.then()
                .statusCode(503)
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("type", equalTo("urn:slettefrist:problem:unavailable"));
    }
}
