package dk.slettefrist.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep costs, by how much is stored: pages of PostgreSQL that the service's own statements touch, from the claim until the calls are forgotten.
 * They do not depend on how fast the machine is.
 */
final class PurgeScale implements Benchmark {

    private static final int DUE = 1000;

    /** What is due or claimed, and calls that are still to be forgotten. */
    private static final String LEFT =
            """
            SELECT (SELECT count(*) FROM recording WHERE sweep_at < now() + interval '10 minutes')
                + (SELECT count(*) FROM call WHERE forget_at IS NOT NULL)
            """;

    @Override
    public String name() {
        return "purge.scale";
    }

    @Override
    public Surroundings surroundings() {
        return Surroundings.DATABASE_ONLY;
    }

    @Override
    public void run(Bench bench) throws Exception {
        bench.say("PostgreSQL with " + Database.described());
        long[] sizes = bench.scale().full() ? new long[] {10_000, 1_000_000, 10_000_000} : new long[] {10_000, 100_000};
        List<Samples> sweeps = new ArrayList<>();
        List<Samples> idle = new ArrayList<>();
        DatabaseOnly service = bench.databaseOnly();
        Database database = service.database();
        Rows rows = new Rows(database);
        long stored = 0;
        for (long size : sizes) {
            rows.stored(size - stored);
            stored = size;
            List<Double> touched = new ArrayList<>();
            List<Double> touchedIdle = new ArrayList<>();
            rows.settle();
            for (int i = 0; i < bench.scale().repetitions(); i++) {
                touched.add(sweep(bench, database, rows));
                bench.say(size + " stored, 1,000 due:" + (i == 0 ? database.statements(12) : " " + touched.get(i)));
                touchedIdle.add(idle(database, bench.scale().of(1, 5)));
                bench.say(size + " stored, idle:" + (i == 0 ? database.statements(4) : " " + touchedIdle.get(i)));
            }
            sweeps.add(Samples.of(touched));
            idle.add(Samples.of(touchedIdle));
            bench.require(
                    database.number("SELECT count(*) FROM recording WHERE state = 'STORED'") == size,
                    "what is not due is left alone");
        }
        bench.require(service.errors() == 0, "the service says nothing is wrong");
        bench.require(
                database.number("SELECT count(*) FROM recording WHERE state = 'PURGED' AND purged_at < due_at") == 0,
                "nothing is purged early");
        bench.require(
                database.number("SELECT count(*) FROM audit_event WHERE type = 'PURGED'")
                        == database.number("SELECT count(*) FROM recording WHERE state = 'PURGED'"),
                "each purge has its event");
        int last = sizes.length - 1;
        for (int i = 0; i <= last; i++) {
            Figure.Builder figure = Figure.of("purge.scale." + sizes[i], "buffers/1,000 due", sweeps.get(i));
            bench.report(
                    i < last
                            ? figure.withoutGoal()
                            : figure.nextTo(sizes[0] + " stored", sweeps.get(0)).ratioAtMost(1.10));
        }
        for (int i = 0; i <= last; i++) {
            bench.report(Figure.of("purge.scale.idle." + sizes[i], "buffers/sweep", idle.get(i))
                    .atMost(10));
        }
    }

    /** Until the last is purged and its call forgotten. */
    private static double sweep(Bench bench, Database database, Rows rows) throws Exception {
        database.countAnew();
        rows.due(DUE);
        Waiting.until(60, () -> database.number(LEFT) == 0);
        bench.require(purged(database) == DUE, "what is due is purged, each once");
        return database.counted(Database.BUFFERS, "%");
    }

    private static double purged(Database database) throws SQLException {
        return database.counted("rows", Database.BURIED);
    }

    /** Of both jobs that wake: the sweep, and the forgetting of calls. */
    private static double idle(Database database, int seconds) throws Exception {
        database.countAnew();
        Thread.sleep(seconds * 1000L);
        return database.counted(Database.BUFFERS, "%") / database.counted("calls", Database.CLAIM);
    }
}
