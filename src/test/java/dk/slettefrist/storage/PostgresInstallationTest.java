package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
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
class PostgresInstallationTest {

    @Inject
    Installation installation;

    @Inject
    DataSource database;

    @Test
    void shouldHaveOneIdentityThatStays() {
        UUID first = installation.keys().installation();
        UUID again = installation.keys().installation();

        assertThat(first.version()).isEqualTo(4);
        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    INSERT INTO installation DEFAULT VALUES                                | installation_once
                    INSERT INTO installation (only_one) VALUES (false)                     | installation_only_one
                    UPDATE installation SET id = '00000000-9b1c-4d2e-8f3a-0123456789ab'    | installation_is_not_nobody
                    """)
    void shouldRefuseASecondIdentityAndNobodys(String change, String constraint) {
        assertThatThrownBy(() -> execute(change))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(constraint);
    }

    private void execute(String change) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }
}
