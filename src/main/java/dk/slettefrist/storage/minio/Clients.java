package dk.slettefrist.storage.minio;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.minio.MinioAsyncClient;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

import dk.slettefrist.storage.StorageSettings;

/**
 * The SDK's clients with an HTTP client of our own: the SDK's waits five minutes and lets five requests through at once.
 *
 * @param requests every request ends within {@code slettefrist.s3.call-timeout}
 * @param downloads likewise but for that: a listener may take an hour to hear an object
 */
record Clients(MinioAsyncClient requests, MinioAsyncClient downloads) implements AutoCloseable {

    private static final int LEAST_PART_SIZE = 5 * 1024 * 1024;
    private static final int MOST_REQUESTS = 256;

    static Clients of(StorageSettings settings) {
        if (settings.partSize() < LEAST_PART_SIZE) {
            throw new IllegalArgumentException("slettefrist.s3.part-size must be at least " + LEAST_PART_SIZE);
        }
        OkHttpClient patient = httpClient(settings);
        OkHttpClient bounded =
                patient.newBuilder().callTimeout(settings.callTimeout()).build();
        return new Clients(client(settings, bounded), client(settings, patient));
    }

    /** Lets go of connections and threads. */
    @Override
    public void close() {
        requests.close();
        downloads.close();
    }

    private static MinioAsyncClient client(StorageSettings settings, OkHttpClient http) {
        return MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http, true)
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
