package dk.slettefrist.bench;

import java.sql.Connection;
import java.util.List;
import java.util.stream.IntStream;

/** Recordings as the service would have written them: calls, what was told of them, keys of this installation, and objects under these. */
final class StoredRows {

    /** With the name of the set, how many, and when the calls ended. */
    private static final String INSERT =
            """
            WITH made AS MATERIALIZED (
                SELECT '%1$s-' || i AS name, uuidv7() AS call_ref, uuidv7() AS id, %3$s AS ended,
                    sha256(convert_to('%1$s-' || i, 'UTF8')) AS key
                FROM generate_series(1, %2$d) AS i
            ), calls AS (
                INSERT INTO call (id, source, call_key, call_id, started_at, ended_at, flagged, flagged_at)
                SELECT call_ref, 'pbx', key, name, ended - interval '1 minute', ended, %4$s, CASE WHEN %4$s THEN ended END FROM made
            ), facts AS (
                INSERT INTO call_fact (id, call_ref, kind, at, operator, caller)
                SELECT gen_random_uuid(), call_ref, 'RECORDED', ended, '201', '4570101010' FROM made
            )
            INSERT INTO recording (id, call_ref, source, call_id, recording_key, recording_id, state, flagged, started_at, ended_at,
                received_at, retain_from, expires_at, due_at, object_key, content_type, size_bytes, sha256, sweep_at)
            SELECT id, call_ref, 'pbx', name, key, name, 'STORED', %4$s, ended - interval '1 minute', ended, ended, ended, over, over,
                (SELECT 'rec/' || left(id::text, 8) || '/' FROM installation) || gen_random_uuid(),
                'audio/wav', 480044, repeat('0123456789abcdef', 4), over
            FROM (SELECT *, ended + CASE WHEN %4$s THEN interval '30 days' ELSE interval '30 minutes' END AS over FROM made) AS m
            """;

    private static final String OVERDUE = "now() - interval '31 minutes' + i * interval '1 microsecond'";
    private static final String KEPT = "now() - i * interval '1 microsecond'";

    private StoredRows() {}

    /** As many as nobody saved and whose half hour was over a minute ago, in one transaction; their objects are there when it is committed. */
    static void overdue(Database database, StoreProcess store, String name, int count, Runnable beforeCommit)
            throws Exception {
        insert(database, store, name, count, OVERDUE, "false", beforeCommit);
    }

    /** As many saved ones, which are due in thirty days. */
    static void kept(Database database, StoreProcess store, String name, int count) throws Exception {
        insert(database, store, name, count, KEPT, "true", () -> {});
        database.execute("VACUUM ANALYZE", "CHECKPOINT");
    }

    /** As many that nobody saved yet, which are due in half an hour. */
    static void fresh(Database database, StoreProcess store, String name, int count) throws Exception {
        insert(database, store, name, count, KEPT, "false", () -> {});
    }

    private static void insert(
            Database database,
            StoreProcess store,
            String name,
            int count,
            String ended,
            String flagged,
            Runnable beforeCommit)
            throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(INSERT.formatted(name, count, ended, flagged));
                store.fill(Database.texts(
                        statement, "SELECT object_key FROM recording WHERE call_id LIKE '" + name + "-%'"));
            }
            beforeCommit.run();
            connection.commit();
        }
    }

    /** What is only a name and a key to others. */
    static List<String> keys(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "direct/" + name + "/" + number)
                .toList();
    }
}
