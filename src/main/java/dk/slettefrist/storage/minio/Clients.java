package dk.slettefrist.storage.minio;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import io.minio.MinioAsyncClient;
import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.storage.StoreCredentials;

/**
 * The SDK's clients with an HTTP client of our own: the SDK's waits five minutes and lets five requests through at once.
 *
 * @param requests every request ends within {@code slettefrist.s3.call-timeout}
 * @param downloads likewise but for that: a listener may take an hour to hear an object
 * @param questions every request ends within {@code slettefrist.s3.answer-timeout}; with threads and connections of its own, so that no
 *     upload or download is in its way
 */
record Clients(MinioAsyncClient requests, MinioAsyncClient downloads, MinioAsyncClient questions)
        implements AutoCloseable {

    private static final int LEAST_PART_SIZE = 5 * 1024 * 1024;
    private static final int MOST_REQUESTS = 256;

    /** @param credentials asked for each request */
    static Clients of(StorageSettings settings, Supplier<StoreCredentials> credentials) {
        if (settings.partSize() < LEAST_PART_SIZE) {
            throw new IllegalArgumentException("slettefrist.s3.part-size must be at least " + LEAST_PART_SIZE);
        }
        OkHttpClient patient = httpClient(settings);
        OkHttpClient bounded =
                patient.newBuilder().callTimeout(settings.callTimeout()).build();
        OkHttpClient others = httpClient(settings);
        OkHttpClient brief = others.newBuilder()
                .callTimeout(settings.answerTimeout())
                .addInterceptor(mistrusting(others.connectionPool()))
                .build();
        Provider who = () -> {
            StoreCredentials now = credentials.get();
            return new Credentials(
                    now.accessKey(), now.secretKey(), now.sessionToken().orElse(null), null);
        };
        return new Clients(
                client(settings, who, bounded), client(settings, who, patient), client(settings, who, brief));
    }

    /** Lets go of connections and threads. */
    @Override
    public void close() {
        requests.close();
        downloads.close();
        questions.close();
    }

    /**
     * What fell silent once has likely left the other idle connections dead as well, and nobody tells. Each would cost the sweep a time-out
     * of its own; so all are given up, and the next request makes a new one.
     */
    private static Interceptor mistrusting(ConnectionPool connections) {
        return chain -> {
            try {
                return chain.proceed(chain.request());
            } catch (IOException e) {
                connections.evictAll();
                throw e;
            }
        };
    }

    private static MinioAsyncClient client(StorageSettings settings, Provider who, OkHttpClient http) {
        return MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentialsProvider(who)
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
