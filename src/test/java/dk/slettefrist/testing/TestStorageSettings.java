package dk.slettefrist.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.storage.StoreCredentials;

/** Settings for a store in a test: the defaults, with short patience. */
public record TestStorageSettings(
        URI endpoint,
        String region,
        String bucket,
        Optional<String> accessKey,
        Optional<String> secretKey,
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

    @Override
    public Optional<Path> credentialsFile() {
        return Optional.empty();
    }

    /** Those of any settings of a test, which name no file. */
    public static Supplier<StoreCredentials> credentials(StorageSettings settings) {
        StoreCredentials credentials = new StoreCredentials(
                settings.accessKey().orElseThrow(), settings.secretKey().orElseThrow());
        return () -> credentials;
    }

    /** The same with another bound of a whole request. */
    public TestStorageSettings calling(Duration atMost) {
        return waiting(readTimeout, atMost, answerTimeout);
    }

    /** The same with another bound of a request that carries no sound. */
    public TestStorageSettings answering(Duration atMost) {
        return waiting(readTimeout, callTimeout, atMost);
    }

    /** The same for a server that answers late. */
    public TestStorageSettings patient(Duration atMost) {
        return waiting(atMost, atMost, atMost);
    }

    private TestStorageSettings waiting(Duration read, Duration call, Duration answer) {
        return new TestStorageSettings(
                endpoint,
                region,
                bucket,
                accessKey,
                secretKey,
                partSize,
                connectTimeout,
                read,
                writeTimeout,
                call,
                answer);
    }

    /** For a bucket of a server that takes these credentials. */
    public static TestStorageSettings of(URI endpoint, String bucket, String accessKey, String secretKey) {
        return new TestStorageSettings(
                endpoint,
                "us-east-1",
                bucket,
                Optional.of(accessKey),
                Optional.of(secretKey),
                5 * 1024 * 1024,
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
    }
}
