package dk.slettefrist.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dk.slettefrist.testing.FreePort;

/**
 * The image in a container of Podman, hardened as manifests and compose file have it: a root file system that cannot be written, no capability, and
 * {@code /tmp} in memory. It shares the network of the tests.
 */
final class Container implements AutoCloseable {

    /** The program, as a test is told by this property. */
    static final String PODMAN = "slettefrist.podman";

    private final String name;
    private final PackagedService service;
    private final int port;
    private final int managementPort;

    private Container(String name, PackagedService service, int port, int managementPort) {
        this.name = name;
        this.service = service;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Takes the image in. */
    static void load(Path image) {
        output("load", "--quiet", "--input", image.toString());
    }

    /**
     * Starts it, and does not wait.
     *
     * @param environment all that it is told
     */
    static Container start(String image, Map<String, String> environment) {
        int port = FreePort.next();
        int managementPort = FreePort.next();
        String name = "slettefrist-" + port;
        Map<String, String> all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        List<String> command = command(
                "run",
                "--rm",
                "--name=" + name,
                "--network=host",
                "--read-only",
                "--read-only-tmpfs=false",
                "--tmpfs=/tmp:size=64m,mode=1777",
                "--cap-drop=all",
                "--security-opt=no-new-privileges",
                "--memory=1g",
                // Podman's own defaults are more than a sandbox may allow.
                "--ulimit=nofile=8192:8192",
                "--ulimit=nproc=4096:4096");
        all.forEach((variable, value) -> command.add("--env=" + variable + "=" + value));
        command.add("localhost/" + image);
        return new Container(name, PackagedService.run(command, Map.of(), port, managementPort), port, managementPort);
    }

    PackagedService service() {
        return service;
    }

    int port() {
        return port;
    }

    /** The exit code of a command inside, with Java's options as given. */
    int execute(String javaOptions, List<String> command) {
        return run(Stream.concat(Stream.of("exec", "--env=JAVA_TOOL_OPTIONS=" + javaOptions, name), command.stream())
                        .toArray(String[]::new))
                .exitCode();
    }

    /** Of the service's process, as the machine sees it: its folder in {@code /proc}. */
    Path process() {
        return Path.of("/proc", Long.toString(pid()));
    }

    /** How much of the processors it has had until now: that tells of a start what a busy machine does not change. */
    Duration used() {
        return ProcessHandle.of(pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private long pid() {
        return Long.parseLong(
                output("inspect", "--format", "{{.State.Pid}}", name).strip());
    }

    @Override
    public void close() {
        run("kill", name);
        service.awaitExit();
    }

    private record Outcome(int exitCode, String output) {}

    private static String output(String... arguments) {
        Outcome outcome = run(arguments);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + outcome.output());
        }
        return outcome.output();
    }

    private static Outcome run(String... arguments) {
        try {
            Path log = Files.createTempFile(Path.of("target"), "podman", ".log");
            Process process = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int exitCode = process.waitFor();
            return new Outcome(exitCode, Files.readString(log, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it keeps lies with the build. */
    private static List<String> command(String... arguments) {
        Path folder = Path.of("target", "podman").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                System.getProperty(PODMAN),
                "--runtime=runc",
                "--root=" + folder.resolve("root"),
                "--runroot=" + folder.resolve("run")));
        command.addAll(List.of(arguments));
        return command;
    }
}
