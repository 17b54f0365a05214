package dk.slettefrist.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

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

    /** Notes a recording that nobody asks for before it is given up; to be {@link #remove removed} by the test. */
    public void awaited(String source, String callId, Instant giveUpAt) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        INSERT INTO media_fetch (id, source, call_key, recording_key, call_id, recording_id, url, deletion_url,
                            started_at, ended_at, state, told_at, since, give_up_at, next_at)
                        VALUES (gen_random_uuid(), ?, ?, ?, ?, 'waiting', 'https://127.0.0.1:1/', 'https://127.0.0.1:1/',
                            now(), now(), 'TO_FETCH', now(), now(), ?, 'infinity')
                        """)) {
            insert.setString(1, source);
            insert.setBytes(2, Fingerprint.of(callId));
            insert.setBytes(3, Fingerprint.of("waiting"));
            insert.setString(4, callId);
            insert.setObject(5, giveUpAt.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    public void remove(String source, String callId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM media_fetch WHERE source = ? AND call_key = ?")) {
            delete.setString(1, source);
            delete.setBytes(2, Fingerprint.of(callId));
            delete.executeUpdate();
        }
    }

    /** As if the source kept it no longer. Whoever fetches it just now has lost it. */
    public void giveUp(String source, String callId, String recordingId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        """
                        UPDATE media_fetch SET state = 'GIVEN_UP', call_id = NULL, recording_id = NULL, url = NULL, deletion_url = NULL,
                            next_at = NULL, claim = NULL, ended_when = now()
                        WHERE source = ? AND call_key = ? AND recording_key = ?
                        """)) {
            update.setString(1, source);
            update.setBytes(2, Fingerprint.of(callId));
            update.setBytes(3, Fingerprint.of(recordingId));
            update.executeUpdate();
        }
    }

    /** Whether it is given up, and nobody tries again. */
    public boolean isGivenUp(String source, String callId, String recordingId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement state = connection.prepareStatement(
                        "SELECT state FROM media_fetch WHERE source = ? AND call_key = ? AND recording_key = ?")) {
            state.setString(1, source);
            state.setBytes(2, Fingerprint.of(callId));
            state.setBytes(3, Fingerprint.of(recordingId));
            try (ResultSet row = state.executeQuery()) {
                return row.next() && row.getString(1).equals("GIVEN_UP");
            }
        }
    }
}
