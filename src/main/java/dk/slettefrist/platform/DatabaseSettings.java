package dk.slettefrist.platform;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** What each session asks of the database, whatever the server's own defaults. */
@ConfigMapping(prefix = "slettefrist.database")
public interface DatabaseSettings {

    /** A file with the database password, instead of {@code quarkus.datasource.password}: one, or two while it is being changed, one a line. */
    Optional<Path> passwordFile();

    /** When a commit is confirmed. With {@code off}, what was answered 201 or 200 can be lost. */
    String synchronousCommit();

    /**
     * Longest statement, in PostgreSQL's notation, as the next three. Reports over years may need more;
     * {@code quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout} then, too.
     */
    String statementTimeout();

    /** Longest wait for a lock. */
    String lockTimeout();

    /** After that the server takes the locks of a replica that stands still in a transaction. */
    String idleInTransactionTimeout();

    /** After that the server takes a replica for gone that confirms no packet. */
    String tcpUserTimeout();
}
