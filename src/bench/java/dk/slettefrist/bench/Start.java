package dk.slettefrist.bench;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dk.slettefrist.testing.FreePort;

/** From the start of the process until it is ready, and what it takes of memory when nobody asks it anything, next to a service that does nothing. */
final class Start implements Benchmark {

    private static final Path SERVICE = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path MINIMAL = Path.of("target", "minimal", "quarkus-app", "quarkus-run.jar");
    private static final int IDLE_MILLIS = 2_000;

    private final List<Double> oursIdle = new ArrayList<>();
    private final List<Double> theirsIdle = new ArrayList<>();

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Bench bench) throws Exception {
        build();
        try (ServiceDatabase database = ServiceDatabase.start();
                StoreProcess store = StoreProcess.standIn()) {
            database.execute("CREATE DATABASE minimal");
            Map<String, String> ours = Service.settings(database, store);
            Map<String, String> theirs = new HashMap<>(database.settings());
            theirs.put("quarkus.datasource.jdbc.url", database.url().replaceFirst("/postgres$", "/minimal"));
            // The first start migrates.
            start(SERVICE, ours, new ArrayList<>());
            start(MINIMAL, theirs, new ArrayList<>());
            Alternation both = Alternation.run(
                    bench.scale().repetitions(),
                    () -> start(SERVICE, ours, oursIdle),
                    () -> start(MINIMAL, theirs, theirsIdle));
            bench.report(Figure.of("start.ready", "s", both.ours())
                    .nextTo("minimal service", both.theirs())
                    .ratioAtMost(1.3));
            bench.report(Figure.of("start.idle", "MB resident", Samples.of(oursIdle))
                    .nextTo("minimal service", Samples.of(theirsIdle))
                    .ratioAtMost(1.3));
        }
    }

    private static void build() throws Exception {
        if (Files.exists(MINIMAL)) {
            return;
        }
        Process build = new ProcessBuilder(
                        "mvn",
                        "-q",
                        "-B",
                        "-ntp",
                        "-f",
                        "src/bench/minimal/pom.xml",
                        "-Dquarkus.version=" + System.getProperty("bench.quarkus"),
                        "package")
                .inheritIO()
                .start();
        if (build.waitFor() != 0) {
            throw new IllegalStateException("the minimal service is not built");
        }
    }

    /** Answers the seconds until it was ready; adds its idle memory in megabytes. */
    private static double start(Path jar, Map<String, String> settings, List<Double> idle) throws Exception {
        int management = FreePort.next();
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", Integer.toString(FreePort.next()));
        all.put("quarkus.management.host", "127.0.0.1");
        all.put("quarkus.management.port", Integer.toString(management));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), Service.HEAP));
        command.addAll(Service.MORE_OPTIONS);
        all.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        File log = Bench.folder("start").resolve("log").toFile();
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            while (!isReady(management)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("ended: " + log);
                }
                Thread.sleep(5);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Thread.sleep(IDLE_MILLIS);
            idle.add(Service.memory(process.pid(), "VmRSS:"));
            return seconds;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static boolean isReady(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
