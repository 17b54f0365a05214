package dk.slettefrist.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import dk.slettefrist.packaged.MortalStore;
import dk.slettefrist.testing.FreePort;

/** An S3 server in a process of its own, so that what it takes of the machine is not the measuring process's. */
final class StoreProcess implements AutoCloseable {

    static final String BUCKET = "recordings";
    static final String ACCESS_KEY = MortalStore.ACCESS_KEY;
    static final String SECRET_KEY = MortalStore.SECRET_KEY;

    private static final int BATCH = 100_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private StoreProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        Awaitility.await("the S3 server answers")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    /** {@link StandIn}. */
    static StoreProcess standIn() throws IOException {
        int port = FreePort.next();
        return new StoreProcess(java("-Xmx5g", StandIn.class, Integer.toString(port), "2"), port);
    }

    /** The server that the standalone mode brings along, on a folder. */
    static StoreProcess s3proxy() throws IOException {
        int port = FreePort.next();
        Path folder = Bench.folder("s3proxy").toAbsolutePath();
        Files.createDirectories(folder.resolve(BUCKET));
        return new StoreProcess(
                java("-Xmx1g", MortalStore.Server.class, folder.toString(), Integer.toString(port)), port);
    }

    private static Process java(String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Files.createDirectories(Path.of("target", "bench"))
                        .resolve("s3.log")
                        .toFile()))
                .start();
    }

    /** Without the service, which would add to Vert.x what is its own. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("target/classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    Map<String, String> settings() {
        return Map.of(
                "slettefrist.s3.endpoint", endpoint(),
                "slettefrist.s3.bucket", BUCKET,
                "slettefrist.s3.access-key", ACCESS_KEY,
                "slettefrist.s3.secret-key", SECRET_KEY);
    }

    /** Objects of some size that are there from now on; nobody may read them. */
    void fill(List<String> keys) throws Exception {
        for (int from = 0; from < keys.size(); from += BATCH) {
            order("fill", String.join("\n", keys.subList(from, Math.min(from + BATCH, keys.size()))));
        }
    }

    /** All objects keep their sizes and lose their bytes. */
    void forgetBytes() throws Exception {
        order("forget", "");
    }

    /** How many objects there are. */
    int count() throws Exception {
        return Integer.parseInt(order("count", ""));
    }

    /**
     * Since it was last asked: each key that was to be deleted, as often as it was, and the microsecond of the epoch at which its bytes were gone. Not
     * those by which the service asks each minute whether the store is well.
     */
    List<String> deletions() throws Exception {
        return order("deletions", "")
                .lines()
                .filter(line -> !line.startsWith("rec/00000000"))
                .toList();
    }

    private String order(String what, String body) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(endpoint() + "/-/" + what))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(what + ": " + answer.statusCode());
        }
        return answer.body();
    }

    long pid() {
        return process.pid();
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the S3 server ended: target/bench/s3.log");
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + "/" + BUCKET))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
