package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Many recordings that are overdue at once, as after an outage, next to what else could delete them. */
final class PurgeBacklog implements Benchmark {

    private static final int KEPT = 10_000;
    private static final int MILLION = 1_000_000;
    private static final String BARE = "DeleteObjects in thousands";

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
        List<Double> processor = new ArrayList<>();
        try (OneByOne others = new OneByOne(warm.database(), warm.store(), warm.direct())) {
            backlog.purge(count / 2);
            bareDeletion(warm, count);
            others.quartz(bench.scale().of(100, 1_000));
            others.dbScheduler(bench.scale().of(300, 2_000));
            List<Samples> all = Alternation.all(
                    bench.scale().repetitions(),
                    () -> {
                        double before = warm.service().processorSeconds();
                        double rate = backlog.purge(count);
                        processor.add((warm.service().processorSeconds() - before) * 1e6 / count);
                        return rate;
                    },
                    () -> bareDeletion(warm, 5 * count),
                    () -> others.quartz(bench.scale().of(300, 5_000)),
                    () -> others.dbScheduler(bench.scale().of(1_000, 20_000)));
            report(bench, all);
            bench.report(Figure.of("purge.backlog.processor", "µs of the service a recording", Samples.of(processor))
                    .withoutGoal());
            backlog.check();
            if (bench.scale().full()) {
                Samples million = Samples.of(MILLION / backlog.afterOutage(MILLION));
                bench.report(Figure.of("purge.backlog.million", "recordings/s, with the start", million)
                        .nextTo(BARE, all.get(1))
                        .ratioAtLeast(0.90));
                backlog.check();
            }
        }
    }

    private static void report(Bench bench, List<Samples> all) {
        bench.report(Figure.of("purge.backlog.bare", "recordings/s", all.get(0))
                .nextTo(BARE, all.get(1))
                .ratioAtLeast(0.90));
        bench.report(Figure.of("purge.backlog.quartz", "recordings/s", all.get(0))
                .nextTo("a Quartz trigger for each", all.get(2))
                .ratioAtLeast(20));
        bench.report(Figure.of("purge.backlog.db-scheduler", "recordings/s", all.get(0))
                .nextTo("a db-scheduler task for each", all.get(3))
                .ratioAtLeast(10));
    }

    private static double bareDeletion(WarmService warm, int count) throws Exception {
        List<String> keys = StoredRows.keys(UUID.randomUUID().toString(), count);
        warm.store().fill(keys);
        return StoreCeiling.rateOfDeletions(warm.direct(), keys);
    }
}
