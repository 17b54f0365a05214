package dk.slettefrist.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.TestServers;

/** What was written stays as it was, by right and by trigger. At least one event is there: the periods came into force at the start. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AuditAppendOnlyTest {

    private static final String UPDATE = "UPDATE audit_event SET actor = 'nobody'";
    private static final String DELETE = "DELETE FROM audit_event";
    private static final String TRUNCATE = "TRUNCATE audit_event";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Inject
    DataSource database;

    @ParameterizedTest
    @ValueSource(strings = {UPDATE, DELETE, TRUNCATE, UPDATE + " WHERE false"})
    void shouldGiveTheServiceItselfNoRightToChangeAnEvent(String change) {
        assertThatThrownBy(() -> execute(change))
                .hasFieldOrPropertyWithValue("SQLState", INSUFFICIENT_PRIVILEGE)
                .hasMessageContaining("permission denied for table audit_event");
    }

    /** A superuser needs no right, and an owner can grant it to itself: the trigger is what stops both. */
    @ParameterizedTest
    @ValueSource(strings = {UPDATE, DELETE, TRUNCATE, TRUNCATE + " CASCADE", UPDATE + " WHERE false"})
    void shouldRefuseAChangeByTriggerToWhoeverHasTheRight(String change) {
        String grant = "GRANT UPDATE, DELETE, TRUNCATE ON audit_event TO CURRENT_USER";

        assertThatThrownBy(() -> execute(grant, change))
                .hasFieldOrPropertyWithValue("SQLState", INSUFFICIENT_PRIVILEGE)
                .hasMessageContaining("audit_event is append-only");
    }

    @Test
    void shouldStillHaveItsEventsAfterAllThat() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM audit_event WHERE type = 'SETTINGS_CHANGED' AND actor = 'slettefrist'")) {
            row.next();

            assertThat(row.getLong(1)).isPositive();
        }
    }

    @Test
    void shouldRunWithoutTheRightsOfASuperuser() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls"
                        + " FROM pg_roles WHERE rolname = CURRENT_USER")) {
            row.next();

            assertThat(row.getBoolean(1)).isFalse();
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
