package dk.slettefrist.storage.minio;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreContract;
import dk.slettefrist.testing.S3ProxyServer;

/** The server of the standalone mode: a folder, no versions. */
class S3ProxyContractTest extends ObjectStoreContract {

    private static S3ProxyServer server;

    private final TestBucket bucket = new TestBucket(server.endpoint());
    private final MinioObjectStore store = new MinioObjectStore(bucket.settings());

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = S3ProxyServer.onFolder(folder);
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
}
