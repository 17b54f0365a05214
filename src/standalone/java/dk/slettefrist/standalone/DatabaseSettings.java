package dk.slettefrist.standalone;

import java.util.Map;

/**
 * How the embedded PostgreSQL runs. The time zone of a session is not among it: the JDBC driver sets its own in each.
 *
 * @param durable whether a committed transaction survives the loss of the machine; false is for tests, which need speed
 */
public record DatabaseSettings(boolean durable) {

    /** What real data needs: every commit is on the disk before it is confirmed. */
    public static DatabaseSettings forData() {
        return new DatabaseSettings(true);
    }

    /** Fast, and worth nothing after a crash of the machine. */
    public static DatabaseSettings forTests() {
        return new DatabaseSettings(false);
    }

    /** PostgreSQL's own names. The messages leave out statements and values, which may be personal data. */
    Map<String, String> parameters() {
        String onlyIfDurable = durable ? "on" : "off";
        return Map.of(
                "fsync", onlyIfDurable,
                "synchronous_commit", onlyIfDurable,
                "full_page_writes", onlyIfDurable,
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "max_connections", "100",
                "shared_buffers", "32MB",
                "log_min_messages", "warning",
                "log_min_error_statement", "panic",
                "log_error_verbosity", "terse");
    }
}
