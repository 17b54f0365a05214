package dk.slettefrist.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class DatabaseDurabilityTest {

    @Inject
    DatabaseDurability durability;

    @Inject
    DataSource database;

    @Test
    void shouldNameWhatTheServerOfTheTestsHasSwitchedOffForSpeed() {
        assertThat(durability.switchedOff()).containsExactly("fsync", "full_page_writes", "synchronous_commit");
    }

    @ParameterizedTest
    @CsvSource({"statement_timeout, 20s", "lock_timeout, 15s", "idle_in_transaction_session_timeout, 10s"})
    void shouldBoundEveryWaitOfASessionWhateverTheServersDefault(String setting, String value) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW " + setting)) {
            row.next();

            assertThat(row.getString(1)).isEqualTo(value);
            assertThat(connection.getNetworkTimeout()).isEqualTo(25_000);
        }
    }
}
