package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.minio.messages.VersioningConfiguration.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dk.slettefrist.storage.Bodies;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.testing.S3ProxyServer;
import dk.slettefrist.testing.TestStorageSettings;

/** Where deleting usually only hides. */
@Tag("side-by-side")
class VersionedBucketTest {

    private static final byte[] BYTES = {1, 2, 3};
    private static S3ProxyServer server;

    private final TestBucket bucket = new TestBucket(server.endpoint()).create();
    private final MinioObjectStore store =
            new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));
    private final ObjectKey key = ObjectKey.random();

    @BeforeAll
    static void start() {
        server = S3ProxyServer.withVersions();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        store.close();
        bucket.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"ENABLED", "SUSPENDED"})
    void shouldDeleteEveryVersionAndMarker(Status now) {
        bucket.versioning(Status.ENABLED);
        bucket.place(key.value(), BYTES);
        bucket.place(key.value(), BYTES);
        bucket.remove(key.value());
        bucket.place(key.value(), BYTES);
        bucket.versioning(now);
        assertThat(store.present(List.of(key))).containsExactly(key);

        store.delete(List.of(key));

        assertThat(store.present(List.of(key))).isEmpty();
        assertThat(store.list(null, 10).items()).isEmpty();
    }

    @Test
    void shouldSeeAndDeleteWhatOnlyAMarkerHides() {
        bucket.versioning(Status.ENABLED);
        bucket.place(key.value(), BYTES);
        bucket.remove(key.value());

        assertThat(store.present(List.of(key))).containsExactly(key);
        assertThat(store.list(null, 10).items())
                .extracting(ObjectPage.Item::name)
                .containsExactly(key.value());

        store.delete(List.of(key));

        assertThat(store.present(List.of(key))).isEmpty();
    }

    @Test
    void shouldSeeAndDeleteALoneMarker() {
        bucket.versioning(Status.ENABLED);
        bucket.remove(key.value());

        assertThat(store.present(List.of(key))).containsExactly(key);
        assertThat(store.list(null, 10).items())
                .extracting(ObjectPage.Item::name)
                .containsExactly(key.value());

        store.delete(List.of(key));

        assertThat(store.present(List.of(key))).isEmpty();
    }

    @Test
    void shouldUncoverWhatSomebodyDeletedWithoutItsVersion() throws IOException {
        bucket.versioning(Status.ENABLED);
        bucket.place(key.value(), BYTES);
        bucket.remove(key.value());
        bucket.remove(key.value());
        assertThat(store.list(null, 10).items()).singleElement().matches(ObjectPage.Item::covered);

        store.uncover(key);

        assertThat(store.list(null, 10).items()).singleElement().matches(item -> !item.covered());
        try (InputStream audio = store.get(key, 0, 3)) {
            assertThat(audio.readAllBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void shouldLeaveNothingOfALoneMarkerThatItUncovers() {
        bucket.versioning(Status.ENABLED);
        bucket.remove(key.value());

        store.uncover(key);

        assertThat(store.present(List.of(key))).isEmpty();
    }

    @Test
    void shouldNotCallCoveredWhatWasWrittenAfterTheMarker() {
        bucket.versioning(Status.ENABLED);
        bucket.remove(key.value());
        bucket.place(key.value(), BYTES);

        assertThat(store.list(null, 1).items()).singleElement().matches(item -> !item.covered());
    }

    @Test
    void shouldNoticeThatVersioningWasSwitchedOnAfterTheExamination() {
        store.examine();
        bucket.versioning(Status.ENABLED);
        store.put(key, Bodies.of(BYTES), "audio/wav");

        store.delete(List.of(key));

        assertThat(store.present(List.of(key))).isEmpty();
        assertThat(store.list(null, 10).items()).isEmpty();
    }

    @Test
    void shouldListANameWithManyVersionsOnce() {
        bucket.versioning(Status.ENABLED);
        ObjectKey other = ObjectKey.random();
        List.of(key, other).forEach(each -> IntStream.range(0, 5).forEach(i -> bucket.place(each.value(), BYTES)));

        ObjectPage first = store.list(null, 2);
        ObjectPage second = store.list(first.next(), 10);

        assertThat(first.items()).hasSize(1);
        assertThat(second.items()).hasSize(1);
        assertThat(second.next()).isNull();
        assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
    }

    @Test
    void shouldDeleteMoreVersionsThanOneRequestTakes() {
        bucket.versioning(Status.ENABLED);
        IntStream.range(0, 1005).parallel().forEach(i -> bucket.place(key.value(), BYTES));

        // This server takes half a minute to list so many, and longer on a busy machine.
        TestStorageSettings settings = TestStorageSettings.of(
                        server.endpoint(), bucket.settings().bucket())
                .patient(Duration.ofMinutes(5));
        try (MinioObjectStore patient = new MinioObjectStore(settings, TestStorageSettings.credentials(settings))) {
            patient.delete(List.of(key));
        }

        assertThat(store.present(List.of(key))).isEmpty();
    }

    @Test
    void shouldExamineWithoutATrace() {
        bucket.versioning(Status.ENABLED);

        store.examine();

        assertThat(store.list(null, 10).items()).isEmpty();
    }
}
