package dk.slettefrist.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedObjectStoreTest {
    private static final String BUCKET = "kept";

    @TempDir
    private Path folder;

    @Test
    void shouldKeepObjectsAcrossRestart() throws Exception {
        byte[] content = {1, 2, 3};
        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(folder, BUCKET)) {
            MinioClient client = client(store, store.secretKey());
            client.putObject(PutObjectArgs.builder().bucket(BUCKET).object("key").stream(
                            new ByteArrayInputStream(content), (long) content.length, -1L)
                    .build());
        }

        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(folder, BUCKET)) {
            MinioClient client = client(store, store.secretKey());
            assertThat(client.getObject(GetObjectArgs.builder()
                                    .bucket(BUCKET)
                                    .object("key")
                                    .build())
                            .readAllBytes())
                    .isEqualTo(content);
        }
    }

    @Test
    void shouldRefuseAnyKeyButItsOwn() throws Exception {
        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(folder, BUCKET)) {
            MinioClient client = client(store, "guess");
            assertThatThrownBy(client::listBuckets).hasStackTraceContaining("SignatureDoesNotMatch");
        }
    }

    private static MinioClient client(EmbeddedObjectStore store, String secretKey) {
        return MinioClient.builder()
                .endpoint(store.endpoint())
                .region(store.region())
                .credentials(store.accessKey(), secretKey)
                .build();
    }
}
