package dk.slettefrist.storage.minio;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.minio.MinioAsyncClient;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

import dk.slettefrist.storage.StorageSettings;

/** Makes the SDK's client with an HTTP client of our own: the SDK's waits five minutes and lets five requests through at once. */
final class Clients {

    private static final int LEAST_PART_SIZE = 5 * 1024 * 1024;
    private static final int MOST_REQUESTS = 256;

    private Clients() {}

    static MinioAsyncClient of(StorageSettings settings) {
        if (settings.partSize() < LEAST_PART_SIZE) {
            throw new IllegalArgumentException("slettefrist.s3.part-size must be at least " + LEAST_PART_SIZE);
        }
        return MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(httpClient(settings), true)
                .build();
    }

    private static OkHttpClient httpClient(StorageSettings settings) {
        Dispatcher dispatcher = new Dispatcher(threads());
        dispatcher.setMaxRequests(MOST_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MOST_REQUESTS);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.writeTimeout())
                .followRedirects(false)
                .build();
    }

    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "object-store");
            thread.setDaemon(true);
            return thread;
        });
    }
}
