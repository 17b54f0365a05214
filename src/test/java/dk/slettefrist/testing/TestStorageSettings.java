package dk.slettefrist.testing;

import java.net.URI;
import java.time.Duration;

import dk.slettefrist.storage.StorageSettings;

/** Settings for a store in a test: the defaults, with short patience. */
public record TestStorageSettings(
        URI endpoint,
        String region,
        String bucket,
        String accessKey,
        String secretKey,
        int partSize,
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        Duration callTimeout,
        Duration answerTimeout)
        implements StorageSettings {

    /** For a bucket of a server that takes any credentials. */
    public static TestStorageSettings of(URI endpoint, String bucket) {
        return of(endpoint, bucket, "test-access", "test-secret");
    }

    /** The same with another bound of a whole request. */
    public TestStorageSettings calling(Duration atMost) {
        return new TestStorageSettings(
                endpoint,
                region,
                bucket,
                accessKey,
                secretKey,
                partSize,
                connectTimeout,
                readTimeout,
                writeTimeout,
                atMost,
                answerTimeout);
    }

    /** The same with another bound of a request that carries no sound. */
    public TestStorageSettings answering(Duration atMost) {
        return new TestStorageSettings(
                endpoint,
                region,
                bucket,
                accessKey,
                secretKey,
                partSize,
                connectTimeout,
                readTimeout,
                writeTimeout,
                callTimeout,
                atMost);
    }

    /** For a bucket of a server that takes these credentials. */
    public static TestStorageSettings of(URI endpoint, String bucket, String accessKey, String secretKey) {
        return new TestStorageSettings(
                endpoint,
                "us-east-1",
                bucket,
                accessKey,
                secretKey,
                5 * 1024 * 1024,
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
    }
}
