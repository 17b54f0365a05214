package dk.slettefrist.storage.minio;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.UUID;

import io.minio.BucketArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SetBucketVersioningArgs;
import io.minio.messages.VersioningConfiguration;
import io.minio.messages.VersioningConfiguration.Status;

import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.testing.TestStorageSettings;

/** A bucket as its operator sees it: what tests do to it past the port. */
public final class TestBucket implements AutoCloseable {

    private final StorageSettings settings;
    private final MinioAsyncClient client;

    public TestBucket(URI endpoint) {
        this(TestStorageSettings.of(endpoint, "test-" + UUID.randomUUID()));
    }

    public TestBucket(StorageSettings settings) {
        this.settings = settings;
        this.client = Clients.of(settings).requests();
    }

    public StorageSettings settings() {
        return settings;
    }

    public TestBucket create() {
        client.makeBucket(here(MakeBucketArgs.builder())).join();
        return this;
    }

    TestBucket createWithObjectLock() {
        client.makeBucket(here(MakeBucketArgs.builder().objectLock(true))).join();
        return this;
    }

    public TestBucket versioning(Status status) {
        client.setBucketVersioning(here(SetBucketVersioningArgs.builder()
                        .config(new VersioningConfiguration(status, null, null, null))))
                .join();
        return this;
    }

    public void place(String name, byte[] bytes) {
        PartBuffer buffer = new PartBuffer(bytes.length + 1);
        buffer.fill(new ByteArrayInputStream(bytes));
        client.putObject(here(
                        PutObjectAPIArgs.builder().object(name).buffer(buffer).headers(buffer.digest())))
                .join();
    }

    /** Deletes as someone would who knows nothing of versions. */
    public void remove(String name) {
        client.removeObject(here(RemoveObjectArgs.builder().object(name))).join();
    }

    /** Begins an upload that nobody will end. */
    public void beginUpload(String name) {
        client.createMultipartUpload(here(CreateMultipartUploadArgs.builder()
                        .object(name)
                        .headers(new Http.Headers("Content-Type", "audio/wav"))))
                .join();
    }

    @Override
    public void close() {
        client.close();
    }

    private <B extends BucketArgs.Builder<B, A>, A extends BucketArgs> A here(B arguments) {
        return arguments.bucket(settings.bucket()).build();
    }
}
