package dk.slettefrist.bench;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.minio.DeleteObjectsArgs;
import io.minio.GetObjectArgs;
import io.minio.HeadObjectArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.DeleteRequest;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The store as somebody would use it who has no service: by the same SDK and HTTP client. */
final class DirectStore implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_REQUESTS = 256;
    /** As the service's default. */
    private static final long PART_SIZE = 5L * 1024 * 1024;

    private final MinioAsyncClient client;

    DirectStore(StoreProcess store) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MOST_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MOST_REQUESTS);
        OkHttpClient http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .protocols(List.of(Protocol.HTTP_1_1))
                .readTimeout(PATIENCE)
                .writeTimeout(PATIENCE)
                .build();
        client = MinioAsyncClient.builder()
                .endpoint(store.endpoint())
                .region("us-east-1")
                .credentials(StoreProcess.ACCESS_KEY, StoreProcess.SECRET_KEY)
                .httpClient(http, true)
                .build();
    }

    /** In parts when it is larger than one. */
    void put(String key, byte[] body) throws Exception {
        client.putObject(PutObjectArgs.builder().bucket(StoreProcess.BUCKET).object(key).stream(
                                new ByteArrayInputStream(body), (long) body.length, PART_SIZE)
                        .build())
                .get();
    }

    byte[] get(String key) throws Exception {
        try (var answer = client.getObject(GetObjectArgs.builder()
                        .bucket(StoreProcess.BUCKET)
                        .object(key)
                        .build())
                .get()) {
            return answer.readAllBytes();
        }
    }

    /** At most a thousand, in one request. */
    void delete(List<String> keys) throws Exception {
        client.deleteObjects(DeleteObjectsArgs.builder()
                        .bucket(StoreProcess.BUCKET)
                        .objects(keys.stream().map(DeleteRequest.Object::new).toList())
                        .quiet(true)
                        .build())
                .get();
    }

    /** In a request of its own. */
    void delete(String key) throws Exception {
        client.removeObject(RemoveObjectArgs.builder()
                        .bucket(StoreProcess.BUCKET)
                        .object(key)
                        .build())
                .get();
    }

    CompletableFuture<Boolean> exists(String key) {
        return client.headObject(HeadObjectArgs.builder()
                        .bucket(StoreProcess.BUCKET)
                        .object(key)
                        .build())
                .handle((answer, thrown) -> {
                    if (thrown == null || isMissing(thrown)) {
                        return thrown == null;
                    }
                    throw new IllegalStateException(thrown);
                });
    }

    private static boolean isMissing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ErrorResponseException answer) {
                return "NoSuchKey".equals(answer.errorResponse().code());
            }
        }
        return false;
    }

    @Override
    public void close() {
        client.close();
    }
}
