package dk.slettefrist.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

/**
 * A PostgreSQL as an operator of a machine of this size would set it, which counts what each statement touches: every commit is on the disk before it is
 * confirmed, and there is room for what is hot. The service's role is an ordinary one; the benchmark is the superuser, so that its own statements can be told
 * from the service's.
 */
final class Database implements AutoCloseable {

    static final String SERVICE = "slettefrist";

    /** The statements of the sweep, as {@link #counted} finds them. */
    static final String CLAIM = "WITH due AS (%), claimed AS (%";

    static final String BUFFERS = "shared_blks_hit + shared_blks_read";

    static final String BURIED = "WITH purged AS (%";

    private static final String SUPERUSER = "postgres";

    private static final String NOT_RARE = "query NOT ILIKE '%qrtz%' AND query NOT ILIKE '%gap%'";

    private static final Map<String, String> SETTINGS = new LinkedHashMap<>(Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "1GB",
            "effective_cache_size", "4GB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "15min",
            "random_page_cost", "1.1",
            "maintenance_work_mem", "256MB",
            "shared_preload_libraries", "pg_stat_statements"));

    private final EmbeddedPostgres postgres;
    private final Connection superuser;

    private Database(EmbeddedPostgres postgres, Connection superuser) {
        this.postgres = postgres;
        this.superuser = superuser;
    }

    static Database start() throws SQLException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setServerConfig);
        try {
            Path folder = Bench.folder("database").toAbsolutePath();
            EmbeddedPostgres postgres = builder.setOverrideWorkingDirectory(
                            folder.resolveSibling("postgres-binaries").toFile())
                    .setDataDirectory(folder.resolve("data"))
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            try (Connection any = postgres.getPostgresDatabase().getConnection();
                    Statement statement = any.createStatement()) {
                statement.execute("CREATE ROLE " + SERVICE + " LOGIN PASSWORD '" + SERVICE + "'");
                statement.execute("CREATE DATABASE " + SERVICE + " OWNER " + SERVICE);
            }
            Database database = new Database(postgres, connect(postgres));
            database.execute("CREATE EXTENSION pg_stat_statements");
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it is set up, for the table. */
    static String described() {
        return SETTINGS.toString();
    }

    String url() {
        return url(postgres);
    }

    /** Who it is that measures; the password is the name. */
    String user() {
        return SUPERUSER;
    }

    /** Where and as whom the service finds it. */
    Map<String, String> settings() {
        return Map.of(
                "quarkus.datasource.jdbc.url", url(),
                "quarkus.datasource.username", SERVICE,
                "quarkus.datasource.password", SERVICE);
    }

    /** Makes the tables, as the service does at its start. */
    void migrate() {
        Flyway.configure().dataSource(url(), SERVICE, SERVICE).load().migrate();
    }

    /** Another session of the superuser's; the caller closes it. */
    Connection connect() throws SQLException {
        return connect(postgres);
    }

    /** Whatever it answers is not asked for. */
    void execute(String... statements) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The number in the first column of the first row. */
    double number(String query) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        }
    }

    /** The text in the first column of each row. */
    List<String> texts(String query) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            return texts(statement, query);
        }
    }

    /** The same, in somebody's transaction. */
    static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    /** Forgets what was counted. */
    void countAnew() throws SQLException {
        execute("SELECT pg_stat_statements_reset()");
    }

    /** A sum over the service's statements since then, as {@code pg_stat_statements} has it; without those of the rarer jobs. */
    double counted(String column, String whichStatements) throws SQLException {
        return number("SELECT coalesce(sum(" + column + "), 0) FROM pg_stat_statements WHERE userid = '" + SERVICE
                + "'::regrole AND " + NOT_RARE + " AND query ILIKE '" + whichStatements + "'");
    }

    /** What the service's statements touched, each with its share: for whoever wants to know why. */
    String statements(int most) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT calls, shared_blks_hit + shared_blks_read, total_exec_time, regexp_replace(left(query,"
                                + " 110), '\\s+', ' ', 'g') FROM pg_stat_statements WHERE userid = '" + SERVICE
                                + "'::regrole AND " + NOT_RARE + " ORDER BY 2 DESC LIMIT " + most)) {
            while (row.next()) {
                all.append("%n%8d calls %10d buffers %9.1f ms  %s"
                        .formatted(row.getLong(1), row.getLong(2), row.getDouble(3), row.getString(4)));
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws SQLException {
        superuser.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(EmbeddedPostgres postgres) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + SERVICE;
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(url(postgres), SUPERUSER, SUPERUSER);
    }
}
