package dk.slettefrist.packaged;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dk.slettefrist.platform.Fingerprint;

/** Holds the locks of calls, so that whoever wants to change the calls waits, until a moment that is exact. */
final class Gate implements AutoCloseable {

    private static final String SLEEP =
            "SELECT pg_sleep(extract(epoch FROM CAST(? AS timestamptz) - clock_timestamp()) - 0.004)";
    /** The database looks at its clock all the time and then lets go, and nobody has to tell it. */
    private static final String OPEN =
            """
            SELECT clock_timestamp() FROM (SELECT generate_series(1, 1000000000)) AS again
            WHERE clock_timestamp() >= CAST(? AS timestamptz) LIMIT 1; COMMIT
            """;

    private final Connection connection;
    private final Long[] keys;

    private Gate(Connection connection, Long[] keys) {
        this.connection = connection;
        this.keys = keys;
    }

    static Gate close(MortalDatabase database, List<String> callIds) {
        Long[] keys = callIds.stream()
                .map(callId -> ByteBuffer.wrap(Fingerprint.of(callId)).getLong())
                .toArray(Long[]::new);
        try {
            Gate gate = new Gate(database.connect(), keys);
            gate.connection.setAutoCommit(false);
            gate.number("SELECT count(pg_advisory_xact_lock(key)) FROM unnest(?) AS key");
            return gate;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many wait. */
    int waiting() {
        return number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objsubid = 1"
                + " AND (classid::bigint << 32) | objid::bigint = ANY(?)");
    }

    /** Lets them all go at that moment, or at once when it is over; those of one call one after another. Answers when that was. */
    Instant openAt(Instant moment) {
        OffsetDateTime time = OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
        try (PreparedStatement sleep = connection.prepareStatement(SLEEP);
                PreparedStatement open = connection.prepareStatement(OPEN)) {
            sleep.setObject(1, time);
            sleep.execute();
            open.setObject(1, time);
            open.execute();
            try (ResultSet row = open.getResultSet()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int number(String query) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("bigint", keys));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
