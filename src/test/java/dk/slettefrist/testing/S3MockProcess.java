package dk.slettefrist.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adobe's S3Mock, an S3 server with versions and Object Lock, in a process of its own. It takes any credentials. The build puts its jar
 * into {@code target/s3mock}.
 */
public final class S3MockProcess implements AutoCloseable {

    private static final Path FOLDER = Path.of("target", "s3mock");
    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports .*?(\\d+) \\(http\\)");
    private static final long PATIENCE_SECONDS = 180;

    private final Process process;
    private final URI endpoint;

    private S3MockProcess(Process process, int port) {
        this.process = process;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
    }

    /** The server all tests of this JVM share; it ends with the JVM. Use a bucket of your own. */
    public static S3MockProcess shared() {
        return Shared.INSTANCE;
    }

    /** A server of your own: close it. */
    public static S3MockProcess start() {
        try {
            Path temporary = Files.createDirectories(FOLDER.resolve("tmp")).toAbsolutePath();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-Djava.io.tmpdir=" + temporary,
                            "-jar",
                            FOLDER.resolve("s3mock-exec.jar").toString(),
                            "--server.port=0",
                            "--com.adobe.testing.s3mock.httpPort=0")
                    .redirectErrorStream(true)
                    .start();
            return new S3MockProcess(process, portOf(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static int portOf(Process process) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, port), "s3mock-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("S3Mock did not start", e);
        }
    }

    /** Reads to the end, or the process would block on a full pipe. */
    private static void read(Process process, CompletableFuture<Integer> port) {
        StringBuilder seen = new StringBuilder();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (!port.isDone()) {
                    seen.append(line).append('\n');
                    Matcher started = STARTED.matcher(line);
                    if (started.find()) {
                        port.complete(Integer.valueOf(started.group(1)));
                    }
                }
            }
        } catch (IOException e) {
            seen.append(e);
        }
        port.completeExceptionally(new IllegalStateException("S3Mock ended:\n" + seen));
    }

    private static final class Shared {

        private static final S3MockProcess INSTANCE = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
        }
    }
}
