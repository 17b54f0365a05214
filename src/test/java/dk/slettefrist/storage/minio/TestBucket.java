package dk.slettefrist.storage.minio;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.minio.BucketArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SetBucketVersioningArgs;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import io.minio.messages.VersioningConfiguration;
import io.minio.messages.VersioningConfiguration.Status;

import dk.slettefrist.storage.ObjectPage;
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
        this.client =
                Clients.of(settings, TestStorageSettings.credentials(settings)).requests();
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
        place(name, bytes, Map.of());
    }

    /** @param metadata by names without {@code x-amz-meta-} */
    public void place(String name, byte[] bytes, Map<String, String> metadata) {
        PartBuffer buffer = new PartBuffer(bytes.length + 1);
        buffer.fill(new ByteArrayInputStream(bytes));
        client.putObject(here(PutObjectAPIArgs.builder()
                        .object(name)
                        .buffer(buffer)
                        .headers(Http.Headers.merge(buffer.digest(), told(metadata)))))
                .join();
    }

    /** In parts of 5 MiB, as systems write that do not know the length beforehand. */
    public void placeInParts(String name, List<byte[]> parts, Map<String, String> metadata) {
        String id = client.createMultipartUpload(
                        here(CreateMultipartUploadArgs.builder().object(name).headers(told(metadata))))
                .join()
                .result()
                .uploadId();
        List<Part> done = new ArrayList<>();
        for (byte[] part : parts) {
            PartBuffer buffer = new PartBuffer(part.length + 1);
            buffer.fill(new ByteArrayInputStream(part));
            done.add(client.uploadPart(here(UploadPartArgs.builder()
                            .object(name)
                            .uploadId(id)
                            .partNumber(done.size() + 1)
                            .buffer(buffer)
                            .headers(buffer.digest())))
                    .join()
                    .part());
        }
        client.completeMultipartUpload(here(CompleteMultipartUploadArgs.builder()
                        .object(name)
                        .uploadId(id)
                        .parts(done.toArray(Part[]::new))))
                .join();
    }

    /** Whatever lies in the bucket in any version, by name. */
    public Set<String> names() {
        Bucket bucket = new Bucket(client, settings.bucket());
        Listing listing = new Listing(bucket, new Versioning(bucket), new Versions(bucket));
        return listing.page(null, 1000).items().stream()
                .map(ObjectPage.Item::name)
                .collect(Collectors.toSet());
    }

    private static Http.Headers told(Map<String, String> metadata) {
        Http.Headers headers = new Http.Headers();
        metadata.forEach((name, value) -> headers.add("x-amz-meta-" + name, value));
        return headers;
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
