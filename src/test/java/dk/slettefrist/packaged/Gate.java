package dk.slettefrist.packaged;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import dk.slettefrist.platform.Fingerprint;

/** Holds the lock of a call, so that whoever wants to change the call waits. */
final class Gate implements AutoCloseable {

    private final Connection connection;
    private final long key;

    private Gate(Connection connection, long key) {
        this.connection = connection;
        this.key = key;
    }

    static Gate close(MortalDatabase database, String callId) {
        try {
            Gate gate = new Gate(
                    database.connect(), ByteBuffer.wrap(Fingerprint.of(callId)).getLong());
            gate.connection.setAutoCommit(false);
            gate.number("SELECT 1 FROM pg_advisory_xact_lock(?)");
            return gate;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many wait. */
    int waiting() {
        return number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objsubid = 1"
                + " AND (classid::bigint << 32) | objid::bigint = ?");
    }

    /** Lets them go, one after another. */
    void open() {
        try {
            connection.commit();
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
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
