package dk.slettefrist.storage.minio;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreContract;
import dk.slettefrist.testing.S3MockProcess;
import dk.slettefrist.testing.TestStorageSettings;

@Tag("side-by-side")
class S3MockContractTest extends ObjectStoreContract {

    private final TestBucket bucket = new TestBucket(S3MockProcess.shared().endpoint());
    private final MinioObjectStore store =
            new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));

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
