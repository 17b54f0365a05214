package dk.slettefrist.storage.minio;

import io.minio.messages.VersioningConfiguration.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreContract;
import dk.slettefrist.testing.S3ProxyServer;
import dk.slettefrist.testing.TestStorageSettings;

/** A bucket that keeps versions. */
@Tag("side-by-side")
class S3ProxyVersionedContractTest extends ObjectStoreContract {

    private static S3ProxyServer server;

    private final TestBucket bucket = new TestBucket(server.endpoint());
    private final MinioObjectStore store =
            new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));

    @BeforeAll
    static void start() {
        server = S3ProxyServer.withVersions();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void createBucket() {
        bucket.create().versioning(Status.ENABLED);
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
