package dk.slettefrist.bench;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

import dk.slettefrist.testing.Sound;

/** What uploads take of memory: whatever the size, the same; and for many at once no more than is said. */
final class UploadMemory implements Benchmark {

    private static final int MEGABYTE = 1_000_000;
    private static final int SMALL = 10;
    private static final double FEW_MEGABYTES = 16;
    private static final int MANY = 100;
    private static final int EACH = 30;
    /** A quarter of this heap has room for a hundred parts. */
    private static final String LARGE_HEAP = "-Xmx2g";

    private static final double HEAP = 2 * 1073.741824;
    /** Classes, code, threads and the collector's own. */
    private static final double BESIDES_HEAP = 400;

    @Override
    public String name() {
        return "upload.memory";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int large = bench.scale().of(500, 2_000);
        int repetitions = bench.scale()
                .of(Math.min(2, bench.scale().repetitions()), bench.scale().repetitions());
        try (ServiceDatabase database = ServiceDatabase.start();
                StoreProcess store = StoreProcess.standIn(MEGABYTE)) {
            Alternation both = Alternation.run(
                    repetitions, () -> peak(database, store, large), () -> peak(database, store, SMALL));
            double more = both.ours().median() - both.theirs().median();
            bench.report(Figure.of("upload.memory.size", "MB resident at most", both.ours())
                    .nextTo("after " + SMALL + " MB instead of " + large, both.theirs())
                    .goal("16 MB more", more <= FEW_MEGABYTES));
            Samples crowd = Samples.of(crowd(bench, database, store));
            bench.report(Figure.of("upload.memory.concurrent", "MB resident at most", crowd)
                    .goal("heap of 2 GiB + 400 MB", crowd.most() <= HEAP + BESIDES_HEAP));
        }
    }

    private static double peak(ServiceDatabase database, StoreProcess store, int megabytes) throws Exception {
        try (Service service =
                Service.start(database, store, Map.of("slettefrist.ingest.max-size", "3000000000"), Service.HEAP)) {
            send(service, megabytes);
            return service.peakMemory();
        }
    }

    private static double crowd(Bench bench, ServiceDatabase database, StoreProcess store) throws Exception {
        try (Service service = Service.start(database, store, Map.of(), LARGE_HEAP)) {
            Senders.run(MANY, MANY, number -> send(service, EACH));
            bench.require(
                    database.number("SELECT count(*) FROM recording WHERE size_bytes = " + EACH * MEGABYTE) == MANY,
                    "a hundred uploads at once are stored");
            return service.peakMemory();
        }
    }

    /** Of bytes that are made while they are sent. */
    private static void send(Service service, int megabytes) throws Exception {
        byte[] first = Sound.wav(MEGABYTE);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        RequestBody body = new RequestBody() {

            @Override
            public MediaType contentType() {
                return null;
            }

            @Override
            public long contentLength() {
                return (long) megabytes * MEGABYTE;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                for (int i = 0; i < megabytes; i++) {
                    digest.update(first);
                    sink.write(first);
                }
            }
        };
        Service.Answer answer = service.upload(UUID.randomUUID().toString(), body);
        if (answer.status() != 201 || !HexFormat.of().formatHex(digest.digest()).equals(answer.text("sha256"))) {
            throw new IllegalStateException(answer.toString());
        }
    }
}
