package dk.slettefrist.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL as an operator of a machine of this size would set it: every commit is on the disk before it is confirmed, and there is room for
 * what is hot.
 */
final class ServiceDatabase implements AutoCloseable {

    private static final String USER = "postgres";
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "full_page_writes", "on",
            "synchronous_commit", "on",
            "max_connections", "100",
            "shared_buffers", "1GB",
            "max_wal_size", "4GB",
            "random_page_cost", "1.1");

    private final EmbeddedPostgres postgres;

    private ServiceDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static ServiceDatabase start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setServerConfig);
        Path folder = Bench.folder("postgres").toAbsolutePath();
        return new ServiceDatabase(builder.setPGStartupWait(Duration.ofMinutes(1))
                .setOverrideWorkingDirectory(
                        folder.resolveSibling("postgres-binaries").toFile())
                .setDataDirectory(folder.resolve("data"))
                .start());
    }

    String url() {
        return postgres.getJdbcUrl(USER, "postgres").replaceFirst("\\?.*", "");
    }

    String user() {
        return USER;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, USER);
    }

    /** Whatever it answers is not asked for. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The number in the first column of the first row. */
    double number(String query) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    /** The text in the first column of each row. */
    List<String> texts(String query) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            return texts(statement, query);
        }
    }

    static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    Map<String, String> settings() {
        return Map.of(
                "quarkus.datasource.jdbc.url", url(),
                "quarkus.datasource.username", USER,
                "quarkus.datasource.password", USER);
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
