package dk.slettefrist.platform;

import java.sql.SQLException;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/**
 * Whether the database's log gets into its backup, for metrics: a flag that is in no backup is lost with the disk, and a log that nobody takes
 * fills it.
 */
@ApplicationScoped
class ArchiveWatch {

    private static final String SINCE_THE_LAST =
            """
            SELECT CASE WHEN current_setting('archive_mode') = 'off' THEN 'NaN'
                ELSE extract(epoch FROM clock_timestamp() - coalesce(last_archived_time, stats_reset)) END
            FROM pg_stat_archiver
            """;

    private final DataSource dataSource;

    ArchiveWatch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void register(@Observes StartupEvent event, ArchiveWatch self, MeterRegistry registry) {
        Glance<Double> glance = new Glance<>(self::secondsSinceTheLast);
        Gauge.builder("slettefrist.database.archived", () -> glance.of(Double::doubleValue))
                .description(
                        "How long ago the database last put a piece of its log into the backup; NaN where it keeps none, or does not answer")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Since the server began to count, where nothing was archived yet; not a number when it does not archive. */
    double secondsSinceTheLast() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(SINCE_THE_LAST)) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            throw new DomainException.Unavailable("the database does not say what it archives", e);
        }
    }
}
