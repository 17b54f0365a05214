package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Many recordings that are overdue at once, as after an outage, next to what else could delete them. */
final class PurgeBacklog implements Benchmark {

    private static final int KEPT = 10_000;
    private static final int MILLION = 1_000_000;
    private static final int PAUSE_MILLIS = 20;

    @Override
    public String name() {
        return "purge.backlog";
    }

    @Override
    public void run(Bench bench) throws Exception {
        try (ServiceDatabase database = ServiceDatabase.start();
                StoreProcess store = StoreProcess.standIn();
                DirectStore direct = new DirectStore(store);
                OneByOne others = new OneByOne(database, store, direct)) {
            int purged = 0;
            try (Service service = Service.start(database, store)) {
                bench.say("the service is process " + service.pid());
                StoredRows.kept(database, store, "kept", KEPT);
                int count = bench.scale().of(10_000, 100_000);
                purge(database, store, count / 2);
                List<Double> processor = new ArrayList<>();
                Alternation bare = Alternation.run(
                        bench.scale().repetitions(),
                        () -> {
                            double before = service.processorSeconds();
                            double rate = purge(database, store, count);
                            processor.add((service.processorSeconds() - before) * 1e6 / count);
                            return rate;
                        },
                        () -> bareDeletion(direct, store, 2 * count));
                purged += count / 2 + bench.scale().repetitions() * count;
                bench.report(Figure.of("purge.backlog.bare", "recordings/s", bare.ours())
                        .nextTo("DeleteObjects in thousands", bare.theirs())
                        .ratioAtLeast(0.90));
                bench.report(
                        Figure.of("purge.backlog.processor", "µs of the service a recording", Samples.of(processor))
                                .withoutGoal());
                StoredRows.check(bench, database, purged, KEPT);
                others(bench, bare.ours(), others);
            }
            if (bench.scale().full()) {
                StoredRows.overdue(database, store, UUID.randomUUID().toString(), MILLION, () -> {});
                long begun = System.nanoTime();
                try (Service service = Service.start(database, store)) {
                    bench.say("the service is process " + service.pid());
                    awaitEmpty(database, store);
                    bench.report(Figure.of("purge.backlog.million", "s", Samples.of(secondsSince(begun)))
                            .withoutGoal());
                }
                purged += MILLION;
                StoredRows.check(bench, database, purged, KEPT);
            }
        }
    }

    private static void others(Bench bench, Samples ours, OneByOne others) throws Exception {
        List<Double> quartz = new ArrayList<>();
        List<Double> dbScheduler = new ArrayList<>();
        others.quartz(bench.scale().of(200, 1_000));
        others.dbScheduler(bench.scale().of(500, 2_000));
        for (int i = 0; i < bench.scale().repetitions(); i++) {
            quartz.add(others.quartz(bench.scale().of(500, 5_000)));
            dbScheduler.add(others.dbScheduler(bench.scale().of(2_000, 20_000)));
        }
        bench.report(Figure.of("purge.backlog.quartz", "recordings/s", ours)
                .nextTo("a Quartz trigger for each", Samples.of(quartz))
                .ratioAtLeast(20));
        bench.report(Figure.of("purge.backlog.db-scheduler", "recordings/s", ours)
                .nextTo("a db-scheduler task for each", Samples.of(dbScheduler))
                .ratioAtLeast(10));
    }

    /** From the commit that makes all overdue until each is PURGED, and the store empty of them, while the service runs. */
    private static double purge(ServiceDatabase database, StoreProcess store, int count) throws Exception {
        AtomicLong begun = new AtomicLong();
        StoredRows.overdue(database, store, UUID.randomUUID().toString(), count, () -> begun.set(System.nanoTime()));
        awaitEmpty(database, store);
        return count / secondsSince(begun.get());
    }

    private static void awaitEmpty(ServiceDatabase database, StoreProcess store) throws Exception {
        while (store.count() > KEPT
                || database.number("SELECT count(*) FROM recording WHERE sweep_at IS NOT NULL AND NOT flagged") > 0) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static double bareDeletion(DirectStore direct, StoreProcess store, int count) throws Exception {
        List<String> keys = StoredRows.keys(UUID.randomUUID().toString(), count);
        store.fill(keys);
        return StoreCeiling.rateOfDeletions(direct, keys);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
