package dk.slettefrist.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.testing.TestServers;

/** A recording of the largest size goes through a heap a quarter of it, and never through a file. */
class UploadMemoryIT {

    private static final long LARGEST = 512L * 1024 * 1024;
    private static final long FEW_BYTES = 16L * 1024 * 1024;

    @TempDir
    static Path temporary;

    private static TestServers servers;
    private static PackagedService service;

    @BeforeAll
    static void start() {
        servers = new TestServers();
        Map<String, String> settings = new HashMap<>(servers.start());
        settings.put("slettefrist.ingest.max-size", Long.toString(LARGEST));
        service = PackagedService.start(settings, "-Xmx128m", "-Djava.io.tmpdir=" + temporary)
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        servers.stop();
    }

    @Test
    void shouldTakeTheLargestRecordingInASmallHeapWithoutAFile() throws Exception {
        String now = Instant.now().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        service.uri("/api/v1/calls/large/recordings/put?startedAt=" + now + "&endedAt=" + now))
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ZeroAudio(LARGEST)));

        long written = writtenToDisk();
        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).contains("\"sizeBytes\":" + LARGEST);
        assertNoFileGrew(written);
    }

    @Test
    void shouldTakeTheLargestRecordingAsAFormInASmallHeapWithoutAFile() throws Exception {
        String now = Instant.now().toString();
        String fields = Stream.of("recordingId=form", "startedAt=" + now, "endedAt=" + now)
                .map(field -> field.split("="))
                .map(field -> "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(field[0], field[1]))
                .reduce("", String::concat);
        String audio = "--x\r\nContent-Disposition: form-data; name=\"audio\"; filename=\"a.wav\"\r\n\r\n";
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri("/api/v1/calls/large/recordings"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> join(fields + audio, new ZeroAudio(LARGEST), "\r\n--x--\r\n")));

        long written = writtenToDisk();
        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).contains("\"sizeBytes\":" + LARGEST);
        assertNoFileGrew(written);
    }

    @Test
    void shouldSurviveASenderThatDoesNotStop() throws Exception {
        String now = Instant.now().toString();
        HttpRequest.Builder endless = HttpRequest.newBuilder(
                        service.uri("/api/v1/calls/large/recordings/endless?startedAt=" + now + "&endedAt=" + now))
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ZeroAudio(3 * LARGEST)));

        assertThatRefused(endless);

        HttpRequest.Builder next = HttpRequest.newBuilder(
                        service.uri("/api/v1/calls/large/recordings/next?startedAt=" + now + "&endedAt=" + now))
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ZeroAudio(1000)));
        assertThat(send(next).statusCode()).isEqualTo(201);
    }

    /** By 413, or by hanging up: whichever the client notices first. */
    private static void assertThatRefused(HttpRequest.Builder request) throws Exception {
        try {
            assertThat(send(request).statusCode()).isEqualTo(413);
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(HttpTimeoutException.class);
        }
    }

    private static void assertNoFileGrew(long writtenBefore) throws IOException {
        assertThat(writtenToDisk() - writtenBefore)
                .as("bytes the process wrote to files")
                .isLessThan(FEW_BYTES);
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .as("bytes in the temporary folder")
                    .isLessThan(FEW_BYTES);
        }
        assertThat(unlinkedFiles()).as("deleted but open files").isEmpty();
    }

    /** What Linux counts as caused writes to storage: sockets are not among them. */
    private static long writtenToDisk() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(service.pid()), "io"))) {
            return lines.filter(line -> line.startsWith("write_bytes: "))
                    .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that were unlinked after opening would not show in the folder. */
    private static List<Path> unlinkedFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(service.pid()), "fd"))) {
            return open.filter(fd -> {
                        try {
                            return Files.readSymbolicLink(fd).toString().endsWith(" (deleted)");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .toList();
        }
    }

    private static InputStream join(String before, InputStream audio, String after) {
        return new SequenceInputStream(new SequenceInputStream(bytes(before), audio), bytes(after));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        String user = "pbx:" + TestServers.password("pbx");
        request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        return HttpClient.newHttpClient()
                .send(request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
