package dk.slettefrist.platform;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Asks PostgreSQL for its {@code clock_timestamp()}; inside a transaction on the transaction's own connection. */
@ApplicationScoped
final class DatabaseTime implements TimeSource {

    private final DataSource dataSource;
    private final MeterRegistry registry;

    DatabaseTime(DataSource dataSource, MeterRegistry registry) {
        this.dataSource = dataSource;
        this.registry = registry;
    }

    /** Nearly every request and each sweep asks: so its time is a measure of the database's, and of the wait for a connection. */
    @Override
    public Instant now() {
        Timer.Sample asked = Timer.start();
        String outcome = "error";
        try {
            Instant now = ask();
            outcome = "success";
            return now;
        } catch (SQLException e) {
            throw new DomainException.Unavailable("the database does not answer", e);
        } finally {
            asked.stop(Timer.builder("slettefrist.database.requests")
                    .description("Questions to the database for its time, a connection included")
                    .tag("outcome", outcome)
                    .register(registry));
        }
    }

    private Instant ask() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
