package dk.slettefrist.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

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
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** Another replica stands still in the middle of a transaction, with the locks of a recording and its call. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(Impatient.class)
class FrozenReplicaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Switchboard switchboard;

    @Inject
    DataSource database;

    private Delivery delivery;
    private String id;
    private Connection frozen;

    @BeforeEach
    void freeze() throws SQLException {
        delivery = switchboard.pbx().recording();
        id = delivery.stored();
        frozen = database.getConnection();
        frozen.setAutoCommit(false);
        lock("SELECT * FROM recording WHERE id = '" + id + "' FOR UPDATE");
        lock("SELECT * FROM call WHERE call_id = '" + delivery.callId() + "' FOR UPDATE");
    }

    @AfterEach
    void thaw() {
        try {
            frozen.close();
        } catch (SQLException e) {
            // the server ended it, as it should
        }
    }

    @Test
    void shouldPurgeOnceTheServerHasTakenTheLocksAway() {
        // when
        switchboard.passUntil(delivery.endedAt().plus(Duration.ofMinutes(30)));

        // then
        await().atMost(PATIENCE)
                .until(() -> switchboard.supervisor().recording(id).path("purgedAt") != null);
    }

    @Test
    void shouldTellAnOperatorToTryAgainWhoMayThenSaveTheCall() {
        // when
        Response response = switchboard.operator().flags(delivery.callId());

        // then
        response.then().statusCode(503).body("type", equalTo("urn:slettefrist:problem:unavailable"));
        await().atMost(PATIENCE)
                .until(() -> switchboard.operator().flags(delivery.callId()).statusCode() == 200);
    }

    private void lock(String rows) throws SQLException {
        try (var statement = frozen.createStatement()) {
            statement.execute(rows);
        }
    }
}
