package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxStore;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.S3ProxyServer;
import dk.slettefrist.testing.TestStorageSettings;

/** An object far larger than the heap of the process that moves it from an inbox to our own bucket. */
class InboxMemoryTest {

    private static final int PARTS = 14;
    private static final int PART = 5 * 1024 * 1024;
    private static final String HEAP = "-Xmx32m";

    @Test
    void shouldMoveAnObjectLargerThanTheHeap(@TempDir Path folder) throws Exception {
        try (S3ProxyServer server = S3ProxyServer.onFolder(folder);
                TestBucket bucket = new TestBucket(TestStorageSettings.of(server.endpoint(), "inbox")).create()) {
            // given
            byte[] part = new byte[PART];
            bucket.placeInParts(
                    "call.wav", IntStream.range(0, PARTS).mapToObj(i -> part).toList(), Map.of());

            // when
            Process mover = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-cp",
                            System.getProperty("java.class.path"),
                            InboxMemoryTest.class.getName(),
                            server.endpoint().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();

            // then
            try {
                assertThat(mover.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(mover.exitValue()).isZero();
                assertThat(bucket.names()).isEmpty();
            } finally {
                mover.destroyForcibly();
            }
        }
    }

    /** The process that moves: its exit status says whether our store acknowledged all bytes. */
    public static void main(String[] arguments) throws IOException {
        URI endpoint = URI.create(arguments[0]);
        TestStorageSettings own = TestStorageSettings.of(endpoint, "own");
        InboxAddress address =
                new InboxAddress(endpoint, own.region(), "inbox", "", TestStorageSettings.credentials(own));
        try (MinioObjectStore store = new MinioObjectStore(own, TestStorageSettings.credentials(own));
                InboxStore inbox = new MinioInbox(address, own)) {
            store.examine();
            List<InboxObject> objects = inbox.list(null, 10).items();
            long acknowledged;
            try (InputStream audio = inbox.open(objects.get(0))) {
                acknowledged = store.put(ObjectKey.random(), audio, "audio/wav");
            }
            inbox.remove(objects.get(0));
            System.exit(acknowledged == (long) PARTS * PART ? 0 : 1);
        }
    }
}
