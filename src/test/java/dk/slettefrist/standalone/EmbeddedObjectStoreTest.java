package dk.slettefrist.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.UploadPartArgs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("side-by-side")
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

    @Test
    void shouldForgetWhatItWasWritingWhenItsProcessEnded() throws Exception {
        // given
        String key = "rec/0a1b2c3d/11111111-2222-4333-8444-555555555555";
        Path bucket = folder.resolve("objects").resolve(BUCKET);
        byte[] left;
        Path unfinished;
        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(folder, BUCKET)) {
            Socket half = beginPut(store, key);
            unfinished = await().until(() -> files(bucket), files -> !files.isEmpty())
                    .get(0);
            left = Files.readAllBytes(unfinished);
            half.close();
        }
        Files.createDirectories(unfinished.getParent());
        Files.write(unfinished, left);
        Files.write(bucket.resolve(key), left);
        Path foreign = Files.write(bucket.resolve("foreign-11111111-2222-4333-8444-555555555555"), left);

        // when
        EmbeddedObjectStore.start(folder, BUCKET).close();

        // then
        assertThat(unfinished).isNotEqualTo(bucket.resolve(key));
        assertThat(files(bucket)).containsExactlyInAnyOrder(bucket.resolve(key), foreign);
    }

    @Test
    void shouldForgetPartsOfUploadsThatItDoesNotKnowAnyMore() throws Exception {
        // given
        Path bucket = folder.resolve("objects").resolve(BUCKET);
        List<Path> known;
        Path part;
        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(folder, BUCKET)) {
            beginUpload(store, "rec/0a1b2c3d/11111111-2222-4333-8444-555555555555");
            known = files(bucket);
            beginUpload(store, "rec/0a1b2c3d/66666666-7777-4888-8999-aaaaaaaaaaaa");
            part = files(bucket).stream()
                    .filter(file -> file.endsWith("66666666-7777-4888-8999-aaaaaaaaaaaa-1"))
                    .findFirst()
                    .orElseThrow();
        }
        for (Path file : files(bucket)) {
            if (!known.contains(file) && !file.equals(part)) {
                Files.delete(file);
            }
        }

        // when
        EmbeddedObjectStore.start(folder, BUCKET).close();

        // then
        assertThat(files(bucket)).hasSizeGreaterThan(1).containsExactlyInAnyOrderElementsOf(known);
    }

    /** Starts an upload and sends its first part. */
    private static void beginUpload(EmbeddedObjectStore store, String key) throws Exception {
        try (MinioAsyncClient client = MinioAsyncClient.builder()
                .endpoint(store.endpoint())
                .region(store.region())
                .credentials(store.accessKey(), store.secretKey())
                .build()) {
            String id = client.createMultipartUpload(CreateMultipartUploadArgs.builder()
                            .bucket(BUCKET)
                            .object(key)
                            .build())
                    .get()
                    .result()
                    .uploadId();
            client.uploadPart(UploadPartArgs.builder()
                            .bucket(BUCKET)
                            .object(key)
                            .uploadId(id)
                            .partNumber(1)
                            .data(new byte[100_000], 100_000)
                            .build())
                    .get();
        }
    }

    /** Sends the head and half of the body. */
    private static Socket beginPut(EmbeddedObjectStore store, String key) throws Exception {
        URI url = URI.create(client(store, store.secretKey())
                .getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                        .method(Http.Method.PUT)
                        .bucket(BUCKET)
                        .object(key)
                        .build()));
        Socket socket = new Socket(url.getHost(), url.getPort());
        String head = "PUT " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nContent-Length: 200000\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[100_000]);
        return socket;
    }

    private static List<Path> files(Path bucket) throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile).toList();
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
