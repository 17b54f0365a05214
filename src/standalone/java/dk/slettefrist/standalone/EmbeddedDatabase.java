package dk.slettefrist.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import dk.slettefrist.platform.StartupRefusedException;

/**
 * A PostgreSQL of our own on a random port of the loopback address, with one database that belongs to one ordinary role. Its data lies in a
 * folder and is there again on the next start.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String NAME = "slettefrist";

    private final EmbeddedPostgres postgres;
    private final Postmaster postmaster;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Postmaster postmaster, String password) {
        this.postgres = postgres;
        this.postmaster = postmaster;
        this.password = password;
    }

    /**
     * Starts on that folder, making the database when there is none. A PostgreSQL that an earlier process left running there is ended first;
     * so at most one process may use a folder at a time.
     *
     * @throws StartupRefusedException when PostgreSQL does not start, or its data is of another version
     */
    public static EmbeddedDatabase start(Path folder, DatabaseSettings settings) {
        DataFolder data = DataFolder.open(folder.toString());
        DatabaseFiles files = new DatabaseFiles(data);
        Secrets secrets = Secrets.of(data);
        Postmaster postmaster = new Postmaster(data.postgres());
        postmaster.stop();
        files.prepare();
        EmbeddedDatabase database = null;
        try {
            EmbeddedPostgres postgres = new PostgresLaunch(data, secrets).start(settings);
            database = new EmbeddedDatabase(postgres, postmaster, secrets.get("database.password"));
            new DatabaseRole(NAME, database.password).ensure(postgres.getPostgresDatabase());
            files.markComplete();
            return database;
        } catch (IOException | SQLException | IllegalStateException e) {
            if (database != null) {
                database.close();
            }
            postmaster.stop();
            throw new StartupRefusedException(
                    "the embedded PostgreSQL does not start; its own words are in " + data.postgresLog(), e);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + NAME;
    }

    public String username() {
        return NAME;
    }

    public String password() {
        return password;
    }

    @Override
    public void close() {
        Optional<ProcessHandle> process = postmaster.running();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            postmaster.stop();
            process.ifPresent(Postmaster::awaitExit);
        }
    }
}
