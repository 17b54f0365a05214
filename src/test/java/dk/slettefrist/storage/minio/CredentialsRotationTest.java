package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.storage.StoreCredentials;
import dk.slettefrist.testing.OwnThreads;
import dk.slettefrist.testing.S3ProxyServer;

/** Our credentials at the store change while recordings come and go. */
class CredentialsRotationTest {

    private static final Map<String, String> OLD = Map.of("test-access", "test-secret");
    private static final Map<String, String> NEW = Map.of("next-access", "next-secret");
    private static final Map<String, String> BOTH = Map.of("test-access", "test-secret", "next-access", "next-secret");
    private static final int AT_ONCE = 3;
    private static final int ENOUGH = 3;

    @TempDir
    Path folder;

    private final S3ProxyServer server = S3ProxyServer.withVersions();
    private final TestBucket bucket = new TestBucket(server.endpoint()).create();
    private final AtomicIntegerArray done = new AtomicIntegerArray(AT_ONCE);
    private final AtomicBoolean over = new AtomicBoolean();
    private Path file;
    private MinioObjectStore store;
    private MinioInbox inbox;

    @BeforeEach
    void open() throws IOException {
        server.accept(OLD);
        file = folder.resolve("credentials");
        write("test-access", "test-secret");
        Supplier<StoreCredentials> credentials = StoreCredentials.told(
                "slettefrist.s3.", Optional.empty(), Optional.empty(), Optional.of(file), new LiveFiles());
        store = new MinioObjectStore(bucket.settings(), credentials);
        inbox = new MinioInbox(
                new InboxAddress(
                        server.endpoint(), "us-east-1", bucket.settings().bucket(), "inbox/", credentials),
                bucket.settings());
    }

    @AfterEach
    void close() {
        over.set(true);
        store.close();
        inbox.close();
        bucket.close();
        server.close();
    }

    @Test
    void shouldFailNoRequestWhileCredentialsChange() throws IOException {
        // given
        List<CompletableFuture<Integer>> pbxs = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> failedOf(i), OwnThreads.FOR_EACH))
                .toList();

        // when
        untilMoreIsDone();
        server.accept(BOTH);
        write("next-access", "next-secret");
        untilMoreIsDone();
        server.accept(NEW);
        untilMoreIsDone();
        over.set(true);

        // then
        assertThat(pbxs).allSatisfy(one -> assertThat(one.join()).isZero());
    }

    @Test
    void shouldBeRefusedWithCredentialsThatCountNoMore() throws IOException {
        // when
        server.accept(NEW);

        // then
        assertThatThrownBy(() -> inbox.list(null, 1)).isInstanceOf(ObjectStoreException.class);
        write("next-access", "next-secret");
        assertThat(inbox.list(null, 1).items()).isEmpty();
    }

    private int failedOf(int thread) {
        int failed = 0;
        while (!over.get()) {
            failed += comesAndGoes() ? 0 : 1;
            done.incrementAndGet(thread);
        }
        return failed;
    }

    private boolean comesAndGoes() {
        ObjectKey key = ObjectKey.random();
        byte[] sound = {1, 2, 3};
        try {
            store.put(key, new ByteArrayInputStream(sound), "audio/wav");
            try (InputStream read = store.get(key, 0, sound.length)) {
                read.readAllBytes();
            }
            store.delete(List.of(key));
            inbox.list(null, 1);
            return store.present(List.of(key)).isEmpty();
        } catch (ObjectStoreException | IOException e) {
            return false;
        }
    }

    /** Each of them, so that nothing is under way that began before. */
    private void untilMoreIsDone() {
        int[] before = IntStream.range(0, AT_ONCE).map(done::get).toArray();
        await().until(() -> IntStream.range(0, AT_ONCE).allMatch(i -> done.get(i) >= before[i] + ENOUGH));
    }

    private void write(String accessKey, String secretKey) throws IOException {
        Path written = Files.writeString(
                folder.resolve("written"),
                "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n".formatted(accessKey, secretKey));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
