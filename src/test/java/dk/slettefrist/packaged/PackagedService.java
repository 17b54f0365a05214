package dk.slettefrist.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import dk.slettefrist.testing.FreePort;

/** The packaged cluster artifact as a process of its own, as operations would run it. */
public final class PackagedService implements AutoCloseable {

    /** The image has it elsewhere, with a Java runtime of its own. */
    static final Path JAR = Path.of(System.getProperty("packaged.jar", "target/quarkus-app/quarkus-run.jar"));

    private static final String JAVA = System.getProperty(
            "packaged.java",
            Path.of(System.getProperty("java.home"), "bin", "java").toString());

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;

    private PackagedService(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts it, and does not wait.
     *
     * @param settings by their property names
     * @param jvmOptions such as {@code -Xmx128m}
     */
    public static PackagedService start(Map<String, String> settings, String... jvmOptions) {
        return start(settings, Map.of(), jvmOptions);
    }

    /** The same, in a process that is told more by its environment. */
    static PackagedService start(Map<String, String> settings, Map<String, String> environment, String... jvmOptions) {
        int port = FreePort.next();
        int managementPort = FreePort.next();
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", Integer.toString(port));
        all.put("quarkus.management.host", "127.0.0.1");
        all.put("quarkus.management.port", Integer.toString(managementPort));
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(jvmOptions));
        all.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        return run(command, environment, port, managementPort);
    }

    /** Starts it in a folder that has all its settings, as operations might, and does not wait. */
    static PackagedService startIn(Path folder, Map<String, String> environment) {
        List<String> command = List.of(
                "env",
                "-C",
                folder.toString(),
                Path.of(JAVA).toAbsolutePath().toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().toString());
        return run(command, environment, 0, 0);
    }

    /** A process that becomes a service at these ports, and ends with it. */
    static PackagedService run(List<String> command, Map<String, String> environment, int port, int managementPort) {
        try {
            Path log = Files.createTempFile(Path.of("target"), "service", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new PackagedService(builder.start(), log, port, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PackagedService awaitReady() {
        return awaitReady(Duration.ofSeconds(90));
    }

    /** Within that time, on a machine that may be busy. */
    public PackagedService awaitReady(Duration patience) {
        Awaitility.await("ready: " + log).atMost(patience).until(this::isReady);
        return this;
    }

    /** The exit code of a start that is refused. */
    int awaitExit() {
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running: " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    public long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL; it is dead when this returns. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        process.destroy();
        if (awaitExit() == -1) {
            process.destroyForcibly();
        }
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("ended: " + log());
        }
        try {
            return CLIENT.send(
                                    HttpRequest.newBuilder(managementUri("/q/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
