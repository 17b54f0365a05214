package dk.slettefrist.bench;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dk.slettefrist.testing.Sound;

/** What it costs that a recording goes through the service, its digest and two commits, instead of straight into the store. */
final class UploadOverhead implements Benchmark {

    private static final int SOUNDS = 4;
    private static final int FEW = 4;
    private static final String STORED = "SELECT count(*) FROM recording WHERE state = 'STORED'";
    private static final String RECEIVED = "SELECT count(*) FROM audit_event WHERE type = 'RECEIVED'";

    @Override
    public String name() {
        return "upload.overhead";
    }

    @Override
    public Surroundings surroundings() {
        return Surroundings.WARM_SERVICE;
    }

    @Override
    public void run(Bench bench) throws Exception {
        WarmService warm = bench.warm();
        double stored = warm.database().number(STORED);
        double received = warm.database().number(RECEIVED);
        Round small = new Round(bench, warm, 480_044, 8, bench.scale().of(80, 2_000));
        Round large = new Round(bench, warm, 30_000_000, 4, bench.scale().of(4, 60));
        small.report("minute");
        large.report("large");
        bench.require(
                warm.database().number(STORED) - stored == small.sent + large.sent,
                "every upload that was answered 201 is STORED");
        bench.require(
                warm.database().number(RECEIVED) - received == small.sent + large.sent, "every upload has one event");
    }

    /** One size. */
    private static final class Round {

        private final Bench bench;
        private final Database database;
        private final StoreProcess store;
        private final DirectStore direct;
        private final Service service;
        private final int senders;
        private final int count;
        private final List<byte[]> sounds;
        private final List<String> digests;
        private int sent;

        Round(Bench bench, WarmService warm, int size, int senders, int count) {
            this.bench = bench;
            this.database = warm.database();
            this.store = warm.store();
            this.direct = warm.direct();
            this.service = warm.service();
            this.senders = senders;
            this.count = count;
            this.sounds =
                    IntStream.range(0, SOUNDS).mapToObj(i -> Sound.wav(size)).toList();
            this.digests = sounds.stream().map(Sound::sha256).toList();
        }

        void report(String what) throws Exception {
            throughDirect();
            throughService();
            Alternation both = Alternation.run(bench.scale().repetitions(), this::throughService, this::throughDirect);
            bench.report(Figure.of("upload.overhead." + what, "MB/s", both.ours())
                    .nextTo("direct PUT", both.theirs())
                    .ratioAtLeast(0.85));
        }

        private double throughService() throws Exception {
            String run = UUID.randomUUID().toString();
            double seconds = Senders.run(senders, count, number -> {
                int which = number % SOUNDS;
                Service.Answer answer = service.stored(run + number, sounds.get(which));
                bench.require(
                        digests.get(which).equals(answer.text("sha256")), "the answer has the digest of what was sent");
            });
            sent += count;
            for (int number = 0; number < FEW; number++) {
                byte[] stored = direct.get(keyOf(run + number));
                bench.require(Sound.sha256(stored).equals(digests.get(number % SOUNDS)), "the store has what was sent");
            }
            store.forgetBytes();
            return megabytes() / seconds;
        }

        private double throughDirect() throws Exception {
            String run = "direct/" + UUID.randomUUID();
            double seconds =
                    Senders.run(senders, count, number -> direct.put(run + number, sounds.get(number % SOUNDS)));
            bench.require(
                    Sound.sha256(direct.get(run + 0)).equals(digests.get(0)), "the store has what was put directly");
            store.forgetBytes();
            return megabytes() / seconds;
        }

        private double megabytes() {
            return count * (sounds.get(0).length / 1e6);
        }

        private String keyOf(String call) throws Exception {
            return database.texts("SELECT object_key FROM recording WHERE call_id = '" + call + "'")
                    .get(0);
        }
    }
}
