package dk.slettefrist.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import dk.slettefrist.standalone.DatabaseSettings;
import dk.slettefrist.standalone.EmbeddedDatabase;

/** A PostgreSQL as real data needs it, whose processes a test can kill, and which starts again on the same folder and port. Linux only. */
final class MortalDatabase implements AutoCloseable {

    private final EmbeddedDatabase database;
    private final Path folder;
    private final List<String> command;

    private MortalDatabase(EmbeddedDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
        this.command = commandOf(postmaster());
    }

    static MortalDatabase start(Path folder) {
        return new MortalDatabase(EmbeddedDatabase.start(folder, DatabaseSettings.forData()), folder);
    }

    Map<String, String> settings() {
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.username(),
                "quarkus.datasource.password", database.password());
    }

    /** A connection of the test's own, to look at the rows. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    /** SIGKILL of every process; none is left when this returns. */
    void kill() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await("PostgreSQL is dead")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> all.stream().noneMatch(MortalDatabase::lives));
    }

    /** Starts what was killed, and waits until it answers. */
    void restart() {
        try {
            Files.deleteIfExists(pidFile());
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("postgres.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("PostgreSQL answers")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    @Override
    public void close() {
        database.close();
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(pidFile()).get(0).strip();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return folder.resolve("postgres").resolve("postmaster.pid");
    }

    private static List<String> commandOf(ProcessHandle process) {
        try {
            String line =
                    Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.UTF_8);
            List<String> command = new ArrayList<>(List.of(line.split("\0")));
            if (System.getProperty("user.name").equals("root")) {
                // PostgreSQL refuses to run as root; this is how the embedded one is started, too.
                command.addAll(0, List.of("unshare", "-U"));
            }
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that nobody waits for stays in the list of processes, and is dead. */
    private static boolean lives(ProcessHandle process) {
        try {
            String state = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return state.charAt(state.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
