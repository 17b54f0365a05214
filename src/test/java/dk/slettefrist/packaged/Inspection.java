package dk.slettefrist.packaged;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dk.slettefrist.standalone.UnfinishedFiles;

/** Looks behind the service: at the rows, and at the files of the object store. */
final class Inspection {

    /** Objects are called by their keys; parts of uploads that were not completed have their key in their name. */
    private static final Pattern KEY = Pattern.compile("rec/[0-9a-f]{8}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The server's own mark of an upload in parts, without bytes and without a key. */
    private static final String MARK = ".s3proxy-mpu-stub-";

    /** Probes of a process that was killed: five bytes, of nobody. */
    private static final String PROBES = "rec/00000000/";

    private final MortalDatabase database;
    private final MortalStore store;
    private Connection connection;

    Inspection(MortalDatabase database, MortalStore store) {
        this.database = database;
        this.store = store;
    }

    /** What is left though it was due then: rows that may have bytes. */
    List<String> overdue(Instant then) {
        return strings(
                "SELECT id || ' ' || state || ' due ' || due_at FROM recording WHERE sweep_at IS NOT NULL AND due_at <= ?",
                then);
    }

    /** What is left of uploads that began before then and were not acknowledged: rows that may have bytes. */
    List<String> unfinished(Instant then) {
        return strings(
                "SELECT id || ' ' || state FROM recording WHERE object_key IS NOT NULL AND state IN ('RECEIVING', 'FAILED')"
                        + " AND received_at <= ?",
                then);
    }

    /** Files that no row answers for, now and a moment ago. */
    Set<String> strayFiles() {
        Set<String> stray = unheld(files());
        stray.retainAll(files());
        return unheld(stray);
    }

    /** All files with bytes of recordings, or of nobody knows what; without the parts that the store drops when it starts. */
    Set<String> files() {
        Set<String> all = store.files();
        return all.stream()
                .filter(file ->
                        !file.contains(PROBES) && !file.startsWith(MARK) && !UnfinishedFiles.isHeadless(file, all))
                .collect(Collectors.toSet());
    }

    /** Recordings stored now whose file is missing, now and a moment later. */
    List<String> missingFiles() {
        String stored = "SELECT object_key FROM recording WHERE state = 'STORED' AND expires_at > clock_timestamp()";
        List<String> missing = new ArrayList<>(strings(stored));
        missing.removeAll(files());
        missing.retainAll(strings(stored));
        return missing;
    }

    /** How long the first that was purged after then had waited, in seconds: from then, or from when it was due, if that was later. */
    double firstLag(Instant then) {
        return number(
                "SELECT coalesce((SELECT extract(epoch FROM purged_at - greatest(due_at, ?)) FROM recording WHERE purged_at > ?"
                        + " ORDER BY purged_at, due_at LIMIT 1), 1000)",
                then,
                then);
    }

    /** The longest time from when a recording could have been purged to when it was, in seconds, of those purged since. */
    double longestLag(Instant since) {
        return number(
                "SELECT coalesce(max(extract(epoch FROM purged_at - greatest(due_at, ?))), 0) FROM recording WHERE purged_at >= ?",
                since,
                since);
    }

    /** The same, of these recordings. */
    double longestLag(Instant since, Collection<String> ids) {
        return number(
                "SELECT coalesce(max(extract(epoch FROM purged_at - greatest(due_at, ?))), 0) FROM recording WHERE purged_at >= ?"
                        + " AND id = ANY('{" + String.join(",", ids) + "}'::uuid[])",
                since,
                since);
    }

    /** Those that were purged before they were due, or are due at another time than they expire. */
    List<String> purgedEarly() {
        return strings(
                "SELECT id || ' expires ' || expires_at || ' due ' || due_at || ' purged ' || purged_at FROM recording"
                        + " WHERE purged_at < due_at OR due_at < expires_at");
    }

    /** Those that are being purged. */
    Set<String> claimed() {
        return new HashSet<>(strings("SELECT id::text FROM recording WHERE state = 'PURGING'"));
    }

    /** Those of these recordings that were purged after then. */
    Set<String> purgedAfter(Instant then, Collection<String> ids) {
        Set<String> found = new HashSet<>(strings("SELECT id::text FROM recording WHERE purged_at > ?", then));
        found.retainAll(ids);
        return found;
    }

    /** Recordings that were told of more or less often than they must be. */
    List<String> wrongAudit() {
        return strings(
                """
                SELECT r.id || ' ' || r.state || ' received ' || count(a.*) FILTER (WHERE a.type = 'RECEIVED')
                    || ' purged ' || count(a.*) FILTER (WHERE a.type = 'PURGED')
                FROM recording r LEFT JOIN audit_event a ON a.recording = r.id
                GROUP BY r.id, r.state
                HAVING count(a.*) FILTER (WHERE a.type = 'RECEIVED')
                        <> CASE WHEN r.state IN ('STORED', 'PURGING', 'PURGED') THEN 1 ELSE 0 END
                    OR count(a.*) FILTER (WHERE a.type = 'PURGED') <> CASE WHEN r.state = 'PURGED' THEN 1 ELSE 0 END
                """);
    }

    /** The short and the long period in force, in microseconds. */
    String periods() {
        return strings("SELECT unflagged || ' ' || flagged FROM retention_policy ORDER BY id DESC LIMIT 1")
                .get(0);
    }

    /** Whose every object is. */
    String installation() {
        return strings("SELECT left(id::text, 8) FROM installation").get(0);
    }

    /** How many recordings there are of these identifiers in that state. */
    long count(String state, Collection<String> ids) {
        Set<String> found = new HashSet<>(strings("SELECT id::text FROM recording WHERE state = '" + state + "'"));
        found.retainAll(ids);
        return found.size();
    }

    /** How many of these recordings belong to a call that was flagged exactly once. */
    long flaggedOnce(Collection<String> recordings) {
        return flagged("HAVING count(a.id) = 1", recordings);
    }

    /** How many of these recordings belong to a call that was ever flagged, or say that they are. */
    long everFlagged(Collection<String> recordings) {
        return flagged("HAVING count(a.id) > 0 OR r.flagged", recordings);
    }

    private long flagged(String having, Collection<String> recordings) {
        Set<String> found = new HashSet<>(strings(
                "SELECT r.id::text FROM recording r LEFT JOIN audit_event a ON a.call_ref = r.call_ref AND a.type = 'FLAGGED'"
                        + " GROUP BY r.id, r.flagged " + having));
        found.retainAll(recordings);
        return found.size();
    }

    private Set<String> unheld(Set<String> files) {
        Set<String> held = new HashSet<>(strings("SELECT object_key FROM recording WHERE object_key IS NOT NULL"));
        Set<String> stray = new HashSet<>(files);
        stray.removeIf(file -> held.contains(keyOf(file)));
        return stray;
    }

    /** The file's own name when it has no key. */
    private static String keyOf(String file) {
        Matcher key = KEY.matcher(file);
        return key.find() ? key.group() : file;
    }

    private List<String> strings(String query, Instant... arguments) {
        try (PreparedStatement statement = prepare(connection(), query, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private double number(String query, Instant... arguments) {
        return Double.parseDouble(strings(query, arguments).get(0));
    }

    /** The same as before, unless its server was killed. */
    private Connection connection() throws SQLException {
        if (connection == null || !connection.isValid(5)) {
            connection = database.connect();
        }
        return connection;
    }

    private static PreparedStatement prepare(Connection connection, String query, Instant... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, OffsetDateTime.ofInstant(arguments[i], ZoneOffset.UTC));
        }
        return statement;
    }
}
