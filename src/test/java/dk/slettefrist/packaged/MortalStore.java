package dk.slettefrist.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

import dk.slettefrist.standalone.UnfinishedFiles;
import dk.slettefrist.testing.FreePort;

/**
 * An S3 server on a folder in a process of its own, which a test can kill and start again on the same folder and port. Like the standalone
 * mode, it forgets at its start what it was writing when it was killed.
 */
public final class MortalStore implements AutoCloseable {

    /** With the secret key, who may ask its server. */
    public static final String ACCESS_KEY = "test-access";

    public static final String SECRET_KEY = "test-secret";

    private static final String BUCKET = "recordings";

    private final Path folder;
    private final int port;
    private Process process;

    private MortalStore(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static MortalStore start(Path folder) {
        try {
            Files.createDirectories(folder.resolve(BUCKET));
            MortalStore store = new MortalStore(folder, FreePort.next());
            store.restart();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> settings() {
        return Map.of(
                "slettefrist.s3.endpoint",
                "http://127.0.0.1:" + port,
                "slettefrist.s3.bucket",
                BUCKET,
                "slettefrist.s3.credentials-file",
                credentialsFile().toString());
    }

    private Path credentialsFile() {
        try {
            return Files.writeString(
                            folder.resolve("credentials"),
                            "aws_access_key_id = %s\naws_secret_access_key = %s\n".formatted(ACCESS_KEY, SECRET_KEY))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts what was killed, and waits until it answers. */
    void restart() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Server.class.getName(),
                            folder.toString(),
                            Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("s3.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("the S3 server answers")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    /** The files that hold bytes of anybody: objects by their keys, and whatever else lies in the bucket's folder, parts of uploads too. */
    Set<String> files() {
        Path bucket = folder.resolve(BUCKET);
        try (Stream<Path> files = Files.find(bucket, 9, (path, attributes) -> attributes.isRegularFile())) {
            return files.map(file -> bucket.relativize(file).toString()).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            // A file was deleted while we looked.
            return files();
        }
    }

    /** Where an object of that key lies. */
    Path file(String key) {
        return folder.resolve(BUCKET).resolve(key);
    }

    @Override
    public void close() {
        kill();
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the S3 server ended: " + folder.resolve("s3.log"));
        }
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/" + BUCKET)
                    .toURL()
                    .openConnection();
            return connection.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process. It ends with whoever started it. */
    public static final class Server {

        private Server() {}

        /** @param arguments folder, port */
        public static void main(String... arguments) throws Exception {
            UnfinishedFiles.removeFrom(Path.of(arguments[0], BUCKET));
            S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(arguments[0]))
                    .endpoint(URI.create("http://127.0.0.1:" + arguments[1]))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                    .build()
                    .start();
            while (System.in.read() >= 0) {
                // the test lives
            }
            Runtime.getRuntime().halt(1);
        }
    }
}
