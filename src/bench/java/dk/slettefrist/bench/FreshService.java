package dk.slettefrist.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What needs a new process each time. {@code start}: from the start of the process until it is ready, and what it takes of memory when nobody asks it anything,
 * next to a service that does nothing. {@code upload.memory}: what uploads take of memory then, in {@link UploadMemory}.
 */
final class FreshService implements Benchmark {

    private static final String START = "start";
    private static final String MEMORY = "upload.memory";
    private static final int IDLE_MILLIS = 1_000;

    private final List<Double> oursIdle = new ArrayList<>();
    private final List<Double> theirsIdle = new ArrayList<>();

    @Override
    public String name() {
        return START;
    }

    @Override
    public Set<String> names() {
        return Set.of(START, MEMORY);
    }

    @Override
    public Surroundings surroundings() {
        return Surroundings.WARM_SERVICE;
    }

    @Override
    public void run(Bench bench) throws Exception {
        boolean start = bench.wants(START);
        UploadMemory memory = bench.wants(MEMORY) ? new UploadMemory(bench) : null;
        if (start) {
            MinimalService.build();
        }
        WarmService warm = bench.warm();
        if (memory != null) {
            memory.crowd();
        }
        // Its database is migrated, and nobody else shall use the machine.
        warm.service().close();
        warm.database().execute("CREATE DATABASE minimal OWNER " + Database.SERVICE);
        Map<String, String> theirs = new HashMap<>(warm.database().settings());
        theirs.put("quarkus.datasource.jdbc.url", warm.database().url().replaceFirst("/[^/]*$", "/minimal"));
        if (start) {
            theirs(theirs); // migrates its database
            theirsIdle.clear();
        }
        Alternation both = Alternation.run(
                bench.scale().repetitions(), () -> ours(warm, memory), () -> start ? theirs(theirs) : Double.NaN);
        if (start) {
            bench.report(Figure.of("start.ready", "s", both.ours())
                    .nextTo("minimal service", both.theirs())
                    .ratioAtMost(1.3));
            bench.report(Figure.of("start.idle", "MB resident", Samples.of(oursIdle))
                    .nextTo("minimal service", Samples.of(theirsIdle))
                    .ratioAtMost(1.3));
        }
        if (memory != null) {
            memory.report();
        }
    }

    private double ours(WarmService warm, UploadMemory memory) throws Exception {
        long begun = System.nanoTime();
        try (Service service = Service.begin(
                warm.database(), warm.store(), Map.of("slettefrist.ingest.max-size", "3000000000"), Service.HEAP)) {
            double seconds = untilReady(service.pid(), service.readiness(), begun);
            oursIdle.add(idle(service.pid()));
            if (memory != null) {
                memory.compare(service);
            }
            return seconds;
        }
    }

    private double theirs(Map<String, String> settings) throws Exception {
        long begun = System.nanoTime();
        try (MinimalService service = MinimalService.begin(settings)) {
            double seconds = untilReady(service.pid(), service.readiness(), begun);
            theirsIdle.add(idle(service.pid()));
            return seconds;
        }
    }

    private static double idle(long pid) throws Exception {
        Thread.sleep(IDLE_MILLIS);
        return Service.memory(pid, "VmRSS:");
    }

    /** Answers the seconds since then. */
    private static double untilReady(long pid, URI readiness, long begun) throws Exception {
        while (!isReady(readiness)) {
            if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                throw new IllegalStateException("it ended before it was ready");
            }
            Thread.sleep(5);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static boolean isReady(URI readiness) {
        try {
            return ((HttpURLConnection) readiness.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
