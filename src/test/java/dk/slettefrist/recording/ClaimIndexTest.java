package dk.slettefrist.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.WithoutJobs;

/**
 * Somebody reads for long, so that PostgreSQL keeps what was purged; its statistics say that nothing is due any more. All of it was due in the far future, so
 * that no sweep of the service takes it before.
 */
@QuarkusTest
@TestProfile(WithoutJobs.class)
@QuarkusTestResource(TestServers.class)
class ClaimIndexTest {

    private static final int ROWS = 400;

    @Inject
    RecordingRepository recordings;

    @Inject
    EntityManager entities;

    @Inject
    DataSource database;

    @Test
    void shouldPassOnlyWhatWasDueSinceThenThoughAnotherIndexIsSmaller() throws SQLException {
        // given
        execute(
                "DELETE FROM recording",
                "INSERT INTO call (id, call_key) VALUES ('00000000-0000-7000-8000-000000000002', sha256('read')) ON CONFLICT DO NOTHING",
                """
                INSERT INTO recording (id, call_ref, source, recording_key, state, flagged, started_at, ended_at, received_at, retain_from,
                    expires_at, due_at, object_key, sha256, size_bytes, content_type, sweep_at)
                SELECT gen_random_uuid(), '00000000-0000-7000-8000-000000000002', 'pbx', sha256(convert_to(i::text, 'UTF8')), 'STORED', false, at, at, at, at,
                    at, at, 'rec/00000000/' || gen_random_uuid(), repeat('0', 64), 1, 'audio/wav', at + i * interval '1 second'
                FROM generate_series(1, %d) AS i, (SELECT timestamptz '2099-03-01' AS at) AS far_off
                """
                        .formatted(ROWS));
        try (Connection reader = database.getConnection();
                Statement reads = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reads.execute("SELECT count(*) FROM recording");
            execute(
                    "UPDATE recording SET state = 'PURGED', purged_at = due_at, object_key = NULL, sweep_at = NULL, call_id = NULL, recording_id = NULL, sha256 = NULL, content_type = NULL",
                    "ANALYZE recording");
            long before = entriesRead();

            // when
            Instant now = Instant.now();
            QuarkusTransaction.requiringNew().run(() -> {
                recordings.claimDue(now.minusSeconds(5), now, now.plusSeconds(5), 500);
                entities.createNativeQuery("SELECT CAST(pg_stat_force_next_flush() AS text)")
                        .getSingleResult();
            });

            // then
            assertThat(entriesRead() - before).isLessThan(ROWS);
            reader.rollback();
        }
    }

    /** Of the index that has the same rows in another order. The planner looks at some itself. */
    private long entriesRead() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_stat_get_tuples_returned('recording_due'::regclass)")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
