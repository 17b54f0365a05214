package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dk.slettefrist.testing.Sound;

/** How long an operator waits who saves a call, while as many uploads come in as the machine takes, next to a service that has nothing to do. */
final class FlagLatency implements Benchmark {

    private static final int MINUTE = 480_044;
    private static final int UPLOADERS = 8;
    private static final int FLAGGERS = 4;
    private static final int FLAGS_PER_SECOND = 40;
    private static final double PUNCTUAL_MILLIS = 20;
    private static final String SAVED = "SELECT count(*) FROM recording WHERE flagged AND state = 'STORED'";

    @Override
    public String name() {
        return "flag.latency";
    }

    @Override
    public Surroundings surroundings() {
        return Surroundings.WARM_SERVICE;
    }

    @Override
    public void run(Bench bench) throws Exception {
        WarmService warm = bench.warm();
        double saved = warm.database().number(SAVED);
        Round round = new Round(warm, bench.scale().of(80, 1_200));
        round.loaded();
        round.idle();
        round.uploads.clear();
        round.loaded.clear();
        Alternation both = Alternation.run(bench.scale().repetitions(), round::loaded, round::idle);
        bench.report(Figure.of("flag.latency.p99", "ms", Samples.percentile(round.loaded, 0.99))
                .goal("<= 20 ms", millis -> millis <= PUNCTUAL_MILLIS));
        bench.report(Figure.of("flag.latency.loaded", "ms", both.ours())
                .nextTo("idle", both.theirs())
                .ratioAtMost(2));
        bench.report(Figure.of("flag.latency.load", "uploads of 480 KB/s", Samples.of(round.uploads))
                .withoutGoal());
        List<String> calls = List.copyOf(round.flagged);
        Senders.run(FLAGGERS, calls.size(), number -> {
            Service.Answer answer = warm.service().call(calls.get(number));
            bench.require(
                    answer.status() == 200 && "true".equals(answer.text("flagged")),
                    "a flag that was answered 200 is there: " + calls.get(number));
        });
        bench.require(
                warm.database().number(SAVED) - saved == round.flagged.size(),
                "every flag has the recording of its call");
    }

    /** Flags calls that have a recording each. */
    private static final class Round {

        private final Database database;
        private final StoreProcess store;
        private final Service service;
        private final int count;
        private final byte[] sound = Sound.wav(MINUTE);
        private final Queue<String> flagged = new ConcurrentLinkedQueue<>();
        private final List<Double> uploads = new ArrayList<>();
        private final List<Samples> loaded = new ArrayList<>();

        Round(WarmService warm, int count) {
            this.database = warm.database();
            this.store = warm.store();
            this.service = warm.service();
            this.count = count;
        }

        /** The 99th percentile. */
        double idle() throws Exception {
            return Samples.of(flags()).percentile(0.99);
        }

        private List<Double> flags() throws Exception {
            String name = UUID.randomUUID().toString();
            StoredRows.fresh(database, store, name, count);
            return Paced.run(FLAGGERS, FLAGS_PER_SECOND, count, number -> {
                String call = name + "-" + (number + 1);
                service.flagged(call);
                flagged.add(call);
            });
        }

        /** Likewise. */
        double loaded() throws Exception {
            AtomicBoolean ended = new AtomicBoolean();
            AtomicInteger sent = new AtomicInteger();
            ExecutorService uploaders = Executors.newFixedThreadPool(UPLOADERS);
            List<Future<?>> all = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < UPLOADERS; i++) {
                all.add(uploaders.submit(() -> {
                    while (!ended.get()) {
                        service.stored(UUID.randomUUID().toString(), sound);
                        sent.incrementAndGet();
                    }
                    return null;
                }));
            }
            try {
                Samples flags = Samples.of(flags());
                loaded.add(flags);
                return flags.percentile(0.99);
            } finally {
                ended.set(true);
                for (Future<?> each : all) {
                    each.get();
                }
                uploaders.shutdown();
                uploads.add(sent.get() / ((System.nanoTime() - begun) / 1e9));
                store.forgetBytes();
            }
        }
    }
}
