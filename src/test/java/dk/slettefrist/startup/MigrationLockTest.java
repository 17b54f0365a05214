package dk.slettefrist.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import dk.slettefrist.standalone.DatabaseSettings;
import dk.slettefrist.standalone.EmbeddedDatabase;

@Tag("side-by-side")
class MigrationLockTest {

    private static final String SHORT = "-c idle_in_transaction_session_timeout=2s";

    @TempDir
    private Path folder;

    @Test
    void shouldOutlastTheTimeThatATransactionMayStandStill() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, DatabaseSettings.forTests())) {
            // when
            ExecutorService replicas = Executors.newFixedThreadPool(2);
            List<Future<Integer>> starts =
                    replicas.invokeAll(List.of(() -> migrate(database), () -> migrate(database)));
            replicas.shutdown();

            // then
            assertThat(starts.get(0).get() + starts.get(1).get())
                    .as("migrations of two replicas that start at once")
                    .isEqualTo(1);
        }
    }

    private static int migrate(EmbeddedDatabase database) {
        PGSimpleDataSource sessions = new PGSimpleDataSource();
        sessions.setUrl(database.jdbcUrl());
        sessions.setUser(database.username());
        sessions.setPassword(database.password());
        sessions.setOptions(SHORT);
        FluentConfiguration flyway =
                Flyway.configure().dataSource(sessions).locations(new String[0]).javaMigrations(new V1__slow());
        new MigrationLock().customize(flyway);
        return flyway.load().migrate().migrationsExecuted;
    }

    /** Works for longer than the other session may stand still. */
    private static final class V1__slow extends BaseJavaMigration {

        @Override
        public void migrate(Context context) throws SQLException {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute("SELECT pg_sleep(4)");
            }
        }
    }
}
