package dk.slettefrist.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dk.slettefrist.testing.FreePort;

/** The service of {@code src/bench/minimal}, which has the extensions of ours and does nothing, in a process of its own. */
final class MinimalService implements AutoCloseable {

    private static final Path JAR = Path.of("target", "minimal", "quarkus-app", "quarkus-run.jar");

    private final Process process;
    private final int managementPort;

    private MinimalService(Process process, int managementPort) {
        this.process = process;
        this.managementPort = managementPort;
    }

    /** Unless it is built. */
    static void build() throws Exception {
        if (Files.exists(JAR)) {
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

    /** Starts it, and does not wait. */
    static MinimalService begin(Map<String, String> settings) throws IOException {
        int managementPort = FreePort.next();
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", Integer.toString(FreePort.next()));
        all.put("quarkus.management.host", "127.0.0.1");
        all.put("quarkus.management.port", Integer.toString(managementPort));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), Service.HEAP));
        command.addAll(Service.MORE_OPTIONS);
        all.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        return new MinimalService(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Bench.folder("minimal").resolve("log").toFile())
                        .start(),
                managementPort);
    }

    URI readiness() {
        return URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
