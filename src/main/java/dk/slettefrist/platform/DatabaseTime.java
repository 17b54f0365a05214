package dk.slettefrist.platform;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

/** Asks PostgreSQL for its {@code clock_timestamp()}; inside a transaction on the transaction's own connection. */
@ApplicationScoped
final class DatabaseTime implements TimeSource {

    private final DataSource dataSource;

    DatabaseTime(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Instant now() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw new DomainException.Unavailable("the database does not answer", e);
        }
    }
}
