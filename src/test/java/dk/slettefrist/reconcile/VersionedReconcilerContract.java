package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.minio.messages.VersioningConfiguration.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.minio.MinioObjectStore;
import dk.slettefrist.storage.minio.TestBucket;
import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.TestStorageSettings;

/** What only a bucket that keeps versions can hold, on real servers. */
abstract class VersionedReconcilerContract {

    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final byte[] BYTES = {1, 2, 3};

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final StoredRows rows = new StoredRows(database);
    private final Instant now = Instant.now().plus(GRACE.multipliedBy(2));
    private MinioObjectStore store;
    TestBucket bucket;

    protected abstract URI server();

    @BeforeEach
    void create() {
        bucket = new TestBucket(server()).create().versioning(Status.ENABLED);
        store = new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));
    }

    @AfterEach
    void close() {
        store.close();
        bucket.close();
    }

    @Test
    void shouldDeleteOlderVersionsMarkersAndUploadsThatNoRowHolds() throws IOException {
        // given
        String overwritten = orphan();
        bucket.place(overwritten, BYTES);
        bucket.place(overwritten, BYTES);
        String hidden = orphan();
        bucket.place(hidden, BYTES);
        bucket.remove(hidden);
        String upload = orphan();
        bucket.beginUpload(upload);
        String others = ObjectKey.random().value();
        bucket.place(others, BYTES);
        bucket.remove(others);
        Recording good = old();
        bucket.place(good.objectKey().value(), BYTES);

        // when
        Findings findings = run();

        // then
        assertThat(findings.objects()).isEqualTo(new ObjectFindings(4, 2, 0, 1));
        assertThat(findings.uploads().orphans()).isOne();
        assertThat(store.list(null, 10).items())
                .extracting(ObjectPage.Item::name)
                .containsExactlyInAnyOrder(others, good.objectKey().value());
        assertThat(store.unfinished(null, 10).items()).isEmpty();
        assertThat(read(good)).isEqualTo(BYTES);
    }

    @Test
    void shouldUncoverARecordingThatSomebodyDeletedWithoutItsVersion() throws IOException {
        Recording covered = old();
        bucket.place(covered.objectKey().value(), BYTES);
        bucket.remove(covered.objectKey().value());

        Findings findings = run();

        assertThat(findings.rows()).isEqualTo(new RowFindings(1, 0, 0, 0, 1));
        assertThat(findings.objects().orphans()).isZero();
        assertThat(read(covered)).isEqualTo(BYTES);
    }

    @Test
    void shouldMarkARecordingOfWhichOnlyAMarkerIsLeft() {
        Recording lost = old();
        bucket.remove(lost.objectKey().value());

        Findings findings = run();

        assertThat(findings.rows()).isEqualTo(new RowFindings(1, 1, 1, 0, 0));
        assertThat(store.present(List.of(lost.objectKey()))).isEmpty();
    }

    final Findings run() {
        return new TestReconciler(store, () -> StoredRows.KEYS, database, () -> now, GRACE)
                .reconciler()
                .run();
    }

    private Recording old() {
        return rows.add(now.minus(GRACE).minusSeconds(1));
    }

    static String orphan() {
        return StoredRows.KEYS.next().value();
    }

    private byte[] read(Recording recording) throws IOException {
        try (InputStream audio = store.get(recording.objectKey(), 0, BYTES.length)) {
            return audio.readAllBytes();
        }
    }
}
