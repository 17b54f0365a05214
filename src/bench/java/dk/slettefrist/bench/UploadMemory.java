package dk.slettefrist.bench;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

import dk.slettefrist.testing.Sound;

/** What uploads take of memory: whatever the size, the same; and for many at once no more than is said. */
final class UploadMemory {

    private static final int MEGABYTE = 1_000_000;
    private static final int SMALL = 10;
    private static final int EACH = 30;
    private static final String CROWD =
            "SELECT count(*) FROM recording WHERE state = 'STORED' AND size_bytes = " + EACH * MEGABYTE;
    private static final double FEW_MEGABYTES = 16;
    private static final int WARM_UP_SECONDS = 8;

    private static final double GIBIBYTE = 1073.741824;
    /** Classes, code, threads and the collector's own. */
    private static final double BESIDES_HEAP = 400;

    private final Bench bench;
    private final int large;
    /** In GiB. */
    private final int heap;

    private final List<Double> afterSmall = new ArrayList<>();
    private final List<Double> afterLarge = new ArrayList<>();
    private double crowd;

    UploadMemory(Bench bench) {
        this.bench = bench;
        this.large = bench.scale().of(100, 2_000);
        this.heap = bench.scale().of(1, 2);
    }

    /** As many at once as a service with that heap takes: a quarter of it has room for as many parts. */
    void crowd() throws Exception {
        WarmService warm = bench.warm();
        if (!bench.scale().full()) {
            crowd(warm.service(), warm);
            return;
        }
        warm.service().close();
        try (Service service = Service.begin(warm.database(), warm.store(), Map.of(), "-Xmx" + heap + "g")) {
            service.awaitReady();
            // One that has compiled nothing yet keeps a hundred waiting for a connection to the database, until they
            // are refused.
            service.warmUp(WARM_UP_SECONDS);
            crowd(service, warm);
        }
    }

    private void crowd(Service service, WarmService warm) throws Exception {
        int many = bench.scale().of(50, 100);
        double before = warm.database().number(CROWD);
        Senders.run(many, many, number -> send(service, EACH));
        warm.store().forgetBytes();
        bench.require(warm.database().number(CROWD) - before == many, many + " uploads at once are stored");
        crowd = service.peakMemory();
    }

    /**
     * As many bytes first as small uploads, then as one. What it ever took only grows, so that all by which it grew for the one is counted as the size's, also
     * what a service that becomes older would have taken anyway.
     */
    void compare(Service service) throws Exception {
        for (int sent = 0; sent < large; sent += SMALL) {
            send(service, SMALL);
        }
        afterSmall.add(service.peakMemory());
        bench.warm().store().forgetBytes();
        send(service, large);
        afterLarge.add(service.peakMemory());
        bench.warm().store().forgetBytes();
    }

    void report() {
        Samples more = Samples.of(IntStream.range(0, afterLarge.size())
                .mapToObj(i -> afterLarge.get(i) - afterSmall.get(i))
                .toList());
        bench.report(Figure.of("upload.memory.size", "MB resident at most", Samples.of(afterLarge))
                .nextTo("the same bytes as uploads of " + SMALL + " MB", Samples.of(afterSmall))
                .withoutGoal());
        bench.report(Figure.of("upload.memory.more", "MB by which one process grows for the large one", more)
                .goal("<= 16 MB, each", more.most() <= FEW_MEGABYTES));
        bench.report(Figure.of("upload.memory.concurrent", "MB resident at most", Samples.of(crowd))
                .goal("heap of %d GiB + 400 MB".formatted(heap), crowd <= heap * GIBIBYTE + BESIDES_HEAP));
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
        Service.Answer answer = service.stored(UUID.randomUUID().toString(), Instant.now(), body);
        if (!HexFormat.of().formatHex(digest.digest()).equals(answer.text("sha256"))) {
            throw new IllegalStateException(answer.toString());
        }
    }
}
