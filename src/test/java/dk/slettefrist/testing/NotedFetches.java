package dk.slettefrist.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import dk.slettefrist.platform.Fingerprint;

/** The recordings that are written down to be fetched. */
@ApplicationScoped
public class NotedFetches {

    private final AgroalDataSource database;

    NotedFetches(AgroalDataSource database) {
        this.database = database;
    }

    /** How many of this name were written down, fetched since or not. */
    public int count(String source, String callId, String recordingId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement(
                        "SELECT count(*) FROM media_fetch WHERE source = ? AND call_key = ? AND recording_key = ?")) {
            count.setString(1, source);
            count.setBytes(2, Fingerprint.of(callId));
            count.setBytes(3, Fingerprint.of(recordingId));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
