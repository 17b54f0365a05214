package dk.slettefrist.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the purge becomes slower while somebody reads for long: nothing that is purged can be cleaned away behind an open snapshot. Recordings come in and
 * are purged, in chunks; how many in a second, in each tenth of them. Next to it a queue as it stands in textbooks, in which rows are deleted.
 */
final class PurgeDecay implements Benchmark {

    private static final int TENTHS = 10;

    /** The queue gets slower by the square: it is ended then, and its tenths are of what it did. */
    private static final int QUEUE_SECONDS = 300;

    private static final String PURGED = "SELECT count(*) FROM recording WHERE state = 'PURGED'";

    private static final String TAKE =
            """
            DELETE FROM queue WHERE id IN (
                SELECT id FROM queue WHERE due_at <= now() ORDER BY due_at LIMIT 500 FOR UPDATE SKIP LOCKED)
            """;

    @Override
    public String name() {
        return "purge.decay";
    }

    @Override
    public Surroundings surroundings() {
        return Surroundings.DATABASE_ONLY;
    }

    @Override
    public void run(Bench bench) throws Exception {
        int chunk = bench.scale().of(1_000, 10_000);
        int tenth = bench.scale().of(3_000, 200_000);
        DatabaseOnly service = bench.databaseOnly();
        Database database = service.database();
        Tenths ours;
        try (Connection reader = reader(database, "recording")) {
            bench.say("somebody reads since " + now(reader));
            ours = ours(bench, database, tenth, chunk);
            bench.require(service.errors() == 0, "the service says nothing is wrong");
        }
        service.close();
        List<Double> theirs;
        try (Connection queue = queue(database);
                Connection reader = reader(database, "queue")) {
            bench.say("somebody reads since " + now(reader));
            theirs = theirs(bench, queue, tenth);
        }
        Figure.Builder share = Figure.of("purge.decay", "share of the first tenth", lastByFirst(ours.throughput()))
                .nextTo("SKIP LOCKED … DELETE", lastByFirst(theirs));
        // Tenths of a second each differ among themselves by more than the goal.
        bench.report(bench.scale().full() ? share.goal(">= 0.97", last -> last >= 0.97) : share.withoutGoal());
        bench.report(Figure.of("purge.decay.throughput", "recordings/s, all tenths", Samples.of(ours.throughput()))
                .withoutGoal());
        List<Double> buffers = ours.buffers();
        bench.report(
                Figure.of("purge.decay.buffers", "buffers/recording, last tenth", Samples.of(buffers.get(TENTHS - 1)))
                        .nextTo("the first tenth", Samples.of(buffers.get(0)))
                        .withoutGoal());
    }

    private static String now(Connection reader) throws Exception {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT now()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static Samples lastByFirst(List<Double> throughput) {
        return Samples.of(throughput.get(throughput.size() - 1) / throughput.get(0));
    }

    /** Of each tenth; the pages that the service's statements touched do not depend on what else the machine does. */
    private record Tenths(List<Double> throughput, List<Double> buffers) {}

    private static Tenths ours(Bench bench, Database database, int tenth, int chunk) throws Exception {
        Rows rows = new Rows(database);
        double purged = database.number(PURGED);
        database.countAnew();
        // The virtual machine of the service warms up meanwhile.
        rows.due(tenth);
        long due = tenth;
        untilBuried(database, due);
        List<Double> throughput = new ArrayList<>();
        List<Double> buffers = new ArrayList<>();
        for (int i = 0; i < TENTHS; i++) {
            double seconds = 0;
            double before = database.counted(Database.BUFFERS, "%");
            for (int done = 0; done < tenth; done += chunk) {
                rows.due(chunk);
                due += chunk;
                long begun = System.nanoTime();
                untilBuried(database, due);
                seconds += (System.nanoTime() - begun) / 1e9;
            }
            throughput.add(tenth / seconds);
            buffers.add((database.counted(Database.BUFFERS, "%") - before) / tenth);
            bench.say("tenth %d: %s recordings/s, %s buffers for each"
                    .formatted(i + 1, Table.number(tenth / seconds), Table.number(buffers.get(i))));
        }
        bench.say("statements:" + database.statements(8));
        // A statement is counted before its transaction is committed.
        long all = due;
        Waiting.until(60, () -> database.number(PURGED) == purged + all);
        bench.require(
                database.number("SELECT count(*) FROM recording WHERE state = 'PURGED' AND purged_at < due_at") == 0,
                "nothing is purged early");
        bench.require(
                database.number("SELECT count(DISTINCT recording) FROM audit_event WHERE type = 'PURGED'")
                                == purged + due
                        && database.number("SELECT count(*) FROM audit_event WHERE type = 'PURGED'") == purged + due,
                "each purge has one event");
        return new Tenths(throughput, buffers);
    }

    /** Counted without looking at the tables. */
    private static void untilBuried(Database database, long count) throws Exception {
        Waiting.until(900, () -> database.counted("rows", Database.BURIED) >= count);
    }

    private static List<Double> theirs(Bench bench, Connection connection, int tenth) throws Exception {
        List<Double> throughput = new ArrayList<>();
        long end = System.nanoTime() + QUEUE_SECONDS * 1_000_000_000L;
        int chunk = tenth / 10;
        try (Statement statement = connection.createStatement();
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            for (int i = 0; i < TENTHS && System.nanoTime() < end; i++) {
                double seconds = 0;
                for (int done = 0; done < tenth; done += chunk) {
                    statement.executeUpdate(
                            "INSERT INTO queue (due_at, payload) SELECT now() - i %% 100 * interval '1 millisecond', repeat('x', 200) FROM generate_series(1, %d) AS i"
                                    .formatted(chunk)
                                    .replace("%%", "%"));
                    long begun = System.nanoTime();
                    int taken = 0;
                    while (taken < chunk) {
                        taken += take.executeUpdate();
                    }
                    seconds += (System.nanoTime() - begun) / 1e9;
                }
                throughput.add(tenth / seconds);
                bench.say("the queue's tenth " + (i + 1) + ": " + Table.number(tenth / seconds) + " rows/s");
            }
            try (ResultSet left = statement.executeQuery("SELECT count(*) FROM queue")) {
                left.next();
                bench.require(left.getLong(1) == 0, "the queue is empty");
            }
        }
        return throughput;
    }

    private static Connection queue(Database database) throws Exception {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE queue (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, due_at timestamptz NOT"
                            + " NULL, payload text)");
            statement.execute("CREATE INDEX queue_due ON queue (due_at)");
        }
        return connection;
    }

    /** Somebody who looked at the table and keeps his snapshot. */
    private static Connection reader(Database database, String table) throws Exception {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT count(*) FROM " + table).close();
        }
        return connection;
    }
}
