package dk.slettefrist.storage.minio;

import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.standalone.EmbeddedObjectStore;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreContract;
import dk.slettefrist.testing.TestStorageSettings;

/** The server of the standalone mode: a folder, no versions. */
@Tag("side-by-side")
class EmbeddedObjectStoreContractTest extends ObjectStoreContract {

    private static EmbeddedObjectStore server;

    private final TestBucket bucket = new TestBucket(TestStorageSettings.of(
            URI.create(server.endpoint()), "test-" + UUID.randomUUID(), server.accessKey(), server.secretKey()));
    private final MinioObjectStore store =
            new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = EmbeddedObjectStore.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void createBucket() {
        store.examine();
    }

    @AfterEach
    void close() {
        store.close();
        bucket.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected void place(String name, byte[] bytes) {
        bucket.place(name, bytes);
    }

    @Override
    protected void beginUpload(String name) {
        bucket.beginUpload(name);
    }
}
