package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.standalone.EmbeddedObjectStore;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.minio.MinioObjectStore;
import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.TestStorageSettings;

/** An old copy of the bucket comes back: what was deleted since lies there again and must go, whatever time the copy gave it. */
class RestoredBucketTest {

    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final String BUCKET = "recordings";
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    Path folder;

    @TempDir
    Path backup;

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final StoredRows rows = new StoredRows(database);
    private EmbeddedObjectStore server;
    private MinioObjectStore store;

    @BeforeEach
    void start() {
        server = EmbeddedObjectStore.start(folder, BUCKET);
        store = new MinioObjectStore(
                TestStorageSettings.of(URI.create(server.endpoint()), BUCKET, server.accessKey(), server.secretKey()),
                TestStorageSettings.credentials(TestStorageSettings.of(
                        URI.create(server.endpoint()), BUCKET, server.accessKey(), server.secretKey())));
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void shouldDeleteAgainWhatWasDeletedSinceTheCopy() throws IOException {
        // given
        Instant now = Instant.now();
        Recording kept = rows.add(now.minus(Duration.ofDays(2)));
        put(kept.objectKey());
        ObjectKey old = put(StoredRows.KEYS.next());
        ObjectKey fresh = put(StoredRows.KEYS.next());
        FileUtils.copyDirectory(objects(folder), backup.toFile());
        store.delete(List.of(old, fresh));
        FileUtils.copyDirectory(backup.toFile(), objects(folder));
        written(kept.objectKey(), now.minus(Duration.ofDays(2)));
        written(old, now.minus(Duration.ofDays(2)));
        written(fresh, now);

        // when
        List<String> atOnce = namesAfterRun(now);
        List<String> afterTheGrace = namesAfterRun(now.plus(GRACE).plusSeconds(60));

        // then
        assertThat(atOnce).containsExactlyInAnyOrder(kept.objectKey().value(), fresh.value());
        assertThat(afterTheGrace).containsExactly(kept.objectKey().value());
        try (InputStream audio = store.get(kept.objectKey(), 0, BYTES.length)) {
            assertThat(audio.readAllBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void shouldFindAgainWhatTheCopyBringsBack() throws IOException {
        // given
        Instant now = Instant.now();
        Recording lost = rows.add(now.minus(Duration.ofDays(2)));
        put(lost.objectKey());
        FileUtils.copyDirectory(objects(folder), backup.toFile());
        store.delete(List.of(lost.objectKey()));
        RowFindings without = run(now).rows();

        // when
        FileUtils.copyDirectory(backup.toFile(), objects(folder));
        RowFindings with = run(now).rows();

        // then
        assertThat(without).isEqualTo(new RowFindings(1, 1, 1, 0, 0));
        assertThat(with).isEqualTo(new RowFindings(1, 0, 0, 1, 0));
    }

    private List<String> namesAfterRun(Instant now) {
        run(now);
        return store.list(null, 10).items().stream().map(ObjectPage.Item::name).toList();
    }

    private Findings run(Instant now) {
        return new TestReconciler(store, () -> StoredRows.KEYS, database, () -> now, GRACE)
                .reconciler()
                .run();
    }

    private ObjectKey put(ObjectKey key) {
        store.put(key, new ByteArrayInputStream(BYTES), "audio/wav");
        return key;
    }

    private void written(ObjectKey key, Instant at) throws IOException {
        Files.setLastModifiedTime(objects(folder).toPath().resolve(BUCKET).resolve(key.value()), FileTime.from(at));
    }

    private static File objects(Path folder) {
        return folder.resolve("objects").toFile();
    }
}
