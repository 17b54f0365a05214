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
    private static final int WARM_UP_ROUNDS = 5;
    private static final int UPLOADERS = 8;
    private static final int FLAGGERS = 4;
    private static final int FLAGS_PER_SECOND = 40;
    private static final double PUNCTUAL_MILLIS = 20;

    @Override
    public String name() {
        return "flag.latency";
    }

    @Override
    public void run(Bench bench) throws Exception {
        try (ServiceDatabase database = ServiceDatabase.start();
                StoreProcess store = StoreProcess.standIn(100_000);
                Service service = Service.start(database, store)) {
            Round round = new Round(
                    database, store, service, FLAGS_PER_SECOND * bench.scale().of(4, 30));
            service.warmUp(bench.scale().warmUpSeconds());
            store.forgetBytes();
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                round.idle();
            }
            round.loaded();
            round.uploads.clear();
            Alternation both = Alternation.run(bench.scale().repetitions(), round::loaded, round::idle);
            bench.report(Figure.of("flag.latency.p99", "ms", both.ours()).atMost(PUNCTUAL_MILLIS));
            bench.report(Figure.of("flag.latency.loaded", "ms", both.ours())
                    .nextTo("idle", both.theirs())
                    .ratioAtMost(2));
            bench.report(Figure.of("flag.latency.load", "uploads of 480 KB/s", Samples.of(round.uploads))
                    .withoutGoal());
            for (String call : round.flagged) {
                Service.Answer answer = service.call(call);
                bench.require(
                        answer.status() == 200 && "true".equals(answer.text("flagged")),
                        "a flag that was answered 200 is there: " + call);
            }
            bench.require(
                    database.number("SELECT count(*) FROM recording WHERE flagged AND state = 'STORED'")
                            == round.flagged.size(),
                    "every flag has the recording of its call");
        }
    }

    /** Flags calls that have a recording each. */
    private static final class Round {

        private final ServiceDatabase database;
        private final StoreProcess store;
        private final Service service;
        private final int count;
        private final byte[] sound = Sound.wav(MINUTE);
        private final Queue<String> flagged = new ConcurrentLinkedQueue<>();
        private final List<Double> uploads = new ArrayList<>();

        Round(ServiceDatabase database, StoreProcess store, Service service, int count) {
            this.database = database;
            this.store = store;
            this.service = service;
            this.count = count;
        }

        /** The 99th percentile. */
        double idle() throws Exception {
            String name = UUID.randomUUID().toString();
            StoredRows.fresh(database, store, name, count);
            return Samples.of(Paced.run(FLAGGERS, FLAGS_PER_SECOND, count, number -> {
                        String call = name + "-" + (number + 1);
                        Service.Answer answer = service.flag(call);
                        if (answer.status() != 200) {
                            throw new IllegalStateException(answer.toString());
                        }
                        flagged.add(call);
                    }))
                    .percentile(0.99);
        }

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
                return idle();
            } finally {
                ended.set(true);
                for (Future<?> each : all) {
                    each.get();
                }
                uploaders.shutdown();
                uploads.add(sent.get() / ((System.nanoTime() - begun) / 1e9));
            }
        }
    }
}
