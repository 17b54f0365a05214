package dk.slettefrist.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dk.slettefrist.testing.Sound;

/** What the stores can do at most, asked directly: figures that only explain the others. */
final class StoreCeiling implements Benchmark {

    private static final int MINUTE = 480_044;
    private static final int LARGE = 30_000_000;
    private static final int BATCH = 1000;

    @Override
    public String name() {
        return "store.ceiling";
    }

    @Override
    public void run(Bench bench) throws Exception {
        try (StoreProcess fast = StoreProcess.standIn()) {
            of(bench, "standin", fast, 1, 4);
        }
        if (bench.scale().full()) {
            // No other benchmark uses it: this is why.
            try (StoreProcess real = StoreProcess.s3proxy()) {
                of(bench, "s3proxy", real, 10, 2);
            }
        }
    }

    /**
     * @param slower by how much; so much less is done
     * @param senders of large objects at once
     */
    private static void of(Bench bench, String whose, StoreProcess store, int slower, int senders) throws Exception {
        byte[] minute = Sound.wav(MINUTE);
        byte[] large = Sound.wav(LARGE);
        int repetitions = bench.scale().repetitions();
        List<Double> puts = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        List<Double> heads = new ArrayList<>();
        List<Double> deletions = new ArrayList<>();
        try (DirectStore direct = new DirectStore(store)) {
            for (int repetition = -1; repetition < repetitions; repetition++) {
                List<String> small = keys(bench.scale().of(200, 2_000) / slower);
                double put =
                        small.size() / Senders.run(8, small.size(), number -> direct.put(small.get(number), minute));
                List<String> few = keys(senders + bench.scale().of(0, 40) / slower);
                double rate = few.size()
                        * (LARGE / 1e6)
                        / Senders.run(senders, few.size(), number -> direct.put(few.get(number), large));
                bench.require(direct.get(few.get(0)).length == LARGE, whose + " keeps what is put");
                List<String> asked = keys(bench.scale().of(1_000, 20_000) / slower);
                double head = asked.size()
                        / Senders.run(16, asked.size(), number -> {
                            if (direct.exists(asked.get(number)).get()) {
                                throw new IllegalStateException("it is not there");
                            }
                        });
                small.addAll(few);
                double deletion;
                if (slower == 1) {
                    List<String> many = keys(bench.scale().of(10_000, 200_000));
                    store.fill(many);
                    deletion = rateOfDeletions(direct, many);
                    rateOfDeletions(direct, small);
                } else {
                    deletion = rateOfDeletions(direct, small);
                }
                if (repetition >= 0) {
                    puts.add(put);
                    bytes.add(rate);
                    heads.add(head);
                    deletions.add(deletion);
                }
            }
        }
        report(bench, whose, "put", "480 KB objects/s", puts);
        report(bench, whose, "bytes", "MB/s in 30 MB objects", bytes);
        report(bench, whose, "head", "HEAD/s of absent keys", heads);
        report(bench, whose, "delete", "keys/s by DeleteObjects", deletions);
    }

    private static void report(Bench bench, String whose, String what, String unit, List<Double> values) {
        bench.report(Figure.of("store.ceiling." + whose + "." + what, unit, Samples.of(values))
                .withoutGoal());
    }

    /** One request after the other, each with a thousand keys. */
    static double rateOfDeletions(DirectStore direct, List<String> keys) throws Exception {
        long begun = System.nanoTime();
        for (int from = 0; from < keys.size(); from += BATCH) {
            direct.delete(keys.subList(from, Math.min(from + BATCH, keys.size())));
        }
        return keys.size() / ((System.nanoTime() - begun) / 1e9);
    }

    private static List<String> keys(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(number -> "direct/" + UUID.randomUUID())
                .toList());
    }
}
