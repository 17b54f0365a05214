package dk.slettefrist.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.platform.StartupRefusedException;

@Tag("side-by-side")
class EmbeddedDatabaseTest {
    private static final DatabaseSettings FAST = DatabaseSettings.forTests();

    @TempDir
    private Path folder;

    @Test
    void shouldKeepDataAcrossRestart() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, FAST)) {
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, FAST)) {
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void shouldBeDurableUnlessToldOtherwise() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, DatabaseSettings.forData())) {
            assertThat(query(
                            database,
                            "SELECT string_agg(setting, ',') FROM pg_settings"
                                    + " WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')"))
                    .isEqualTo("on,on,on");
            assertThat(query(database, "SELECT current_setting('is_superuser') || current_user"))
                    .isEqualTo("offslettefrist");
            assertThat(query(database, "SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo(Integer.toString(DatabaseFiles.VERSION));
        }
    }

    @Test
    void shouldRefuseAnyPasswordButItsOwn() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, FAST)) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.username(), "guess")
                            .close())
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo("28P01"));
        }
    }

    @Test
    void shouldKeepSecretsFromOtherAccounts() throws IOException {
        EmbeddedDatabase.start(folder, FAST).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldLeaveNoProcessBehind() {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder, FAST);
        ProcessHandle postgres =
                new Postmaster(folder.resolve("postgres")).running().orElseThrow();

        database.close();

        assertThat(postgres.isAlive()).isFalse();
    }

    @Test
    void shouldEndAPostgresThatOutlivedItsService() {
        EmbeddedDatabase abandoned = EmbeddedDatabase.start(folder, FAST);
        Postmaster postmaster = new Postmaster(folder.resolve("postgres"));
        ProcessHandle orphan = postmaster.running().orElseThrow();

        postmaster.stop();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(postmaster.running()).isEmpty();
        abandoned.close();
    }

    @Test
    void shouldLeaveAStrangerWithTheSameProcessIdAlone() throws IOException {
        Path postgres = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(
                postgres.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + postgres + "\n");

        new Postmaster(postgres).stop();

        assertThat(postgres.resolve("postmaster.pid")).doesNotExist();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void shouldRefuseADatabaseOfANewerVersion() throws IOException {
        Path postgres = Files.createDirectories(folder.resolve("postgres"));
        Files.createFile(postgres.resolve("slettefrist.complete"));
        Files.writeString(postgres.resolve("PG_VERSION"), "19\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder, FAST))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("the database in " + postgres + " was written by PostgreSQL 19 and this Slettefrist brings"
                        + " PostgreSQL 18; use the version of Slettefrist that wrote it");
    }

    @Test
    void shouldBeginAgainAfterAFirstStartThatWasCutShort() throws IOException, SQLException {
        Files.writeString(Files.createDirectories(folder.resolve("postgres")).resolve("postgresql.conf"), "half");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, FAST)) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }
}
