package dk.slettefrist.startup;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/**
 * Says at start-up when the database is configured to lose what it confirmed. That is the operator's choice, and right for a test
 * environment, so it does not stop the start; but "201 means stored" then ends with the database's machine.
 */
@ApplicationScoped
class DatabaseDurability {

    private static final Logger LOG = Logger.getLogger(DatabaseDurability.class);

    private static final String SWITCHED_OFF =
            """
            SELECT coalesce(string_agg(name, ' ' ORDER BY name), '') FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'
            """;

    private final DataSource database;

    DatabaseDurability(DataSource database) {
        this.database = database;
    }

    void check(@Observes StartupEvent event) {
        List<String> off = switchedOff();
        if (!off.isEmpty()) {
            LOG.warnf("The database may lose what it confirmed when its machine fails switchedOff=%s", off);
        }
    }

    /** Those of PostgreSQL's settings that a confirmed commit rests on and that are off. */
    List<String> switchedOff() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(SWITCHED_OFF)) {
            row.next();
            return Stream.of(row.getString(1).split(" "))
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not say how it is configured", e);
        }
    }
}
