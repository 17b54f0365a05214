package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.storage.Bodies;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.Fault;
import dk.slettefrist.testing.S3MockProcess;
import dk.slettefrist.testing.TestStorageSettings;
import dk.slettefrist.testing.Wire;

/** A wire on which the store takes everything and answers nothing, or answers late. */
@Tag("side-by-side")
class SilentWireTest {

    private static final Duration ANSWER = Duration.ofSeconds(4);

    /** More than a few answers may take, less than the 20 s that every other request may wait for its next byte. */
    private static final Duration PATIENCE = Duration.ofSeconds(18);

    private final Wire wire = Wire.to(S3MockProcess.shared().endpoint().getPort());
    private final TestStorageSettings settings = TestStorageSettings.of(
                    URI.create("http://127.0.0.1:" + wire.port()), "silent-" + UUID.randomUUID())
            .answering(ANSWER);
    private final TestBucket bucket = new TestBucket(settings);
    private final MinioObjectStore store = new MinioObjectStore(settings, TestStorageSettings.credentials(settings));
    private final ObjectKey key = ObjectKey.random();

    @BeforeEach
    void warmUp() {
        bucket.create();
        store.put(key, Bodies.of(new byte[] {1}), "audio/wav");
    }

    @AfterEach
    void close() {
        store.close();
        bucket.close();
        wire.close();
    }

    @Test
    void shouldNotWaitForAnswersAsLongAsForSound() {
        wire.silence();

        assertTimeout(PATIENCE, () -> {
            assertSilent(() -> store.delete(List.of(key)));
            assertSilent(() -> store.present(List.of(key)));
        });
    }

    @Test
    void shouldNotTryEachDeadConnectionInTurn() {
        List<ObjectKey> many = Stream.generate(ObjectKey::random).limit(16).toList();
        assertThat(store.present(many)).as("a connection for each").isEmpty();
        wire.silence();
        wire.mendForNewcomers();

        assertSilent(() -> store.present(many));

        assertThat(store.present(many)).as("on new connections").isEmpty();
    }

    @Test
    void shouldWaitLongerForAnUpload() {
        ObjectKey slow = ObjectKey.random();
        wire.harmAnswers(Fault.delay(ANSWER.plusMillis(500)));

        long size = store.put(slow, Bodies.of(new byte[] {1}), "audio/wav");

        assertThat(size).isOne();
    }

    private static void assertSilent(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(ObjectStoreException.class)
                .hasMessageStartingWith("The object store could not be reached");
    }
}
