package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Many recordings that are overdue at once, as after an outage, next to what else could delete them. */
final class PurgeBacklog implements Benchmark {

    private static final int KEPT = 10_000;
    private static final int MILLION = 1_000_000;

    @Override
    public String name() {
        return "purge.backlog";
    }

    @Override
    public Surroundings surroundings() {
        return Surroundings.WARM_SERVICE;
    }

    @Override
    public void run(Bench bench) throws Exception {
        WarmService warm = bench.warm();
        Backlog backlog = new Backlog(bench, warm, warm.kept(KEPT));
        int count = bench.scale().of(4_000, 50_000);
        backlog.purge(count / 2);
        List<Double> processor = new ArrayList<>();
        Alternation bare = Alternation.run(
                bench.scale().repetitions(),
                () -> {
                    double before = warm.service().processorSeconds();
                    double rate = backlog.purge(count);
                    processor.add((warm.service().processorSeconds() - before) * 1e6 / count);
                    return rate;
                },
                () -> bareDeletion(warm, 5 * count));
        bench.report(Figure.of("purge.backlog.bare", "recordings/s", bare.ours())
                .nextTo("DeleteObjects in thousands", bare.theirs())
                .ratioAtLeast(0.90));
        bench.report(Figure.of("purge.backlog.processor", "µs of the service a recording", Samples.of(processor))
                .withoutGoal());
        backlog.check();
        try (OneByOne others = new OneByOne(warm.database(), warm.store(), warm.direct())) {
            others(bench, bare.ours(), others);
        }
        if (bench.scale().full()) {
            bench.report(Figure.of("purge.backlog.million", "s", Samples.of(backlog.afterOutage(MILLION)))
                    .withoutGoal());
            backlog.check();
        }
    }

    private static void others(Bench bench, Samples ours, OneByOne others) throws Exception {
        List<Double> quartz = new ArrayList<>();
        List<Double> dbScheduler = new ArrayList<>();
        others.quartz(bench.scale().of(100, 1_000));
        others.dbScheduler(bench.scale().of(300, 2_000));
        for (int i = 0; i < bench.scale().repetitions(); i++) {
            quartz.add(others.quartz(bench.scale().of(300, 5_000)));
            dbScheduler.add(others.dbScheduler(bench.scale().of(2_000, 20_000)));
        }
        bench.report(Figure.of("purge.backlog.quartz", "recordings/s", ours)
                .nextTo("a Quartz trigger for each", Samples.of(quartz))
                .ratioAtLeast(20));
        bench.report(Figure.of("purge.backlog.db-scheduler", "recordings/s", ours)
                .nextTo("a db-scheduler task for each", Samples.of(dbScheduler))
                .ratioAtLeast(10));
    }

    private static double bareDeletion(WarmService warm, int count) throws Exception {
        List<String> keys = StoredRows.keys(UUID.randomUUID().toString(), count);
        warm.store().fill(keys);
        return StoreCeiling.rateOfDeletions(warm.direct(), keys);
    }
}
