package dk.slettefrist.bench;

import java.sql.SQLException;

/** Fills the service's tables, in chunks and with all their constraints and indexes, as if the recordings had come in by and by. */
final class Rows {

    private static final int CHUNK = 100_000;

    /** A call with one recording, and what was told of the call, from rows {@code (i, ended)}; random keys as the service makes them. */
    private static final String INSERT =
            """
            WITH made AS MATERIALIZED (
                SELECT i, ended, %2$s AS flagged, uuidv7(ended - now()) AS call_ref, uuidv7(ended - now()) AS id,
                    sha256(convert_to('call-' || i, 'UTF8')) AS call_key
                FROM (SELECT i, %3$s AS ended FROM generate_series(%4$d::bigint, %5$d::bigint) AS i) AS numbered
            ), calls AS (
                INSERT INTO call (id, source, call_key, call_id, started_at, ended_at, flagged, flagged_at)
                SELECT call_ref, 'pbx', call_key, %6$s, ended - interval '1 minute', ended, flagged, CASE WHEN flagged THEN ended END
                FROM made
            ), facts AS (
                INSERT INTO call_fact (id, call_ref, kind, at, operator, caller, callee)
                SELECT gen_random_uuid(), call_ref, 'RECORDED', ended, 'op-' || i %% 40, '4570101010', '4580808080'
                FROM made WHERE %7$s
            )
            INSERT INTO recording (id, call_ref, source, call_id, recording_key, recording_id, state, flagged, started_at, ended_at,
                received_at, retain_from, expires_at, due_at, purged_at, object_key, content_type, size_bytes, sha256, sweep_at)
            SELECT id, call_ref, 'pbx', %6$s, call_key, %6$s, '%1$s', flagged, ended - interval '1 minute', ended,
                ended, ended, ended + period, ended + period, %8$s
            FROM (SELECT *, CASE WHEN flagged THEN interval '30 days' ELSE interval '30 minutes' END AS period FROM made) AS m
            """;

    private static final String LIVING =
            "NULL, 'rec/00000001/' || gen_random_uuid(), 'audio/wav', 480044, repeat('0123456789abcdef', 4), ended +"
                    + " period";

    private final Database database;
    private long next;

    /** After those that others filled in. */
    Rows(Database database) throws SQLException {
        this.database = database;
        this.next = (long) database.number("SELECT count(*) FROM recording");
    }

    /** Recordings that are kept: saved ones, whose thirty days end one after the other, none within the next hour. */
    void stored(long count) throws SQLException {
        insert(
                count,
                "STORED",
                "true",
                "now() - (i - %d) * interval '29 days' / %d".formatted(next, count),
                true,
                LIVING);
    }

    /** Recordings that nobody saved and whose half hour is over now. */
    void due(long count) throws SQLException {
        insert(
                count,
                "STORED",
                "false",
                "now() - interval '30 minutes' - (i % 100) * interval '1 millisecond'",
                true,
                LIVING);
    }

    /**
     * Recordings that were purged, the last of them just before that many hours, one in a thousand saved; 0 to 700 ms after they were due, and one in fifty
     * thousand two minutes late.
     */
    void purged(long count, int days, int hours) throws SQLException {
        // Divided first: ten million times 365 days is more than an interval holds.
        String ended = "date_trunc('hour', now()) - interval '%d hours' - (%d - (i - %d)) * (interval '%d days' / %d)"
                .formatted(hours, count, next, days, count);
        String lag = "(hashint8(i) & 1023) % 700 * interval '1 millisecond' + (i % 1000) * interval '1 microsecond'"
                + " + CASE WHEN i % 50000 = 7 THEN interval '2 minutes' ELSE interval '0' END";
        insert(
                count,
                "PURGED",
                "i % 1000 = 1",
                ended,
                false,
                "ended + period + " + lag + ", NULL, NULL, 480044, NULL, NULL");
    }

    private void insert(long count, String state, String flagged, String ended, boolean living, String rest)
            throws SQLException {
        long end = next + count;
        for (long from = next; from < end; from += CHUNK) {
            database.execute(INSERT.formatted(
                    state,
                    flagged,
                    ended,
                    from,
                    Math.min(from + CHUNK, end) - 1,
                    living ? "'call-' || i" : "NULL",
                    living ? "true" : "false",
                    rest));
        }
        next = end;
    }

    /** As autovacuum leaves the tables when it has had the time. */
    void settle() throws SQLException {
        database.execute("VACUUM ANALYZE");
        database.execute("CHECKPOINT");
    }
}
