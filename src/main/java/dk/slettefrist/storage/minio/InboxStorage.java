package dk.slettefrist.storage.minio;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.StorageSettings;

/** How to speak to an inbox: its address, our own store's patience. Who we are there is told by {@link InboxAddress#credentials}. */
record InboxStorage(InboxAddress inbox, StorageSettings own) implements StorageSettings {

    @Override
    public URI endpoint() {
        return inbox.endpoint();
    }

    @Override
    public String region() {
        return inbox.region();
    }

    @Override
    public String bucket() {
        return inbox.bucket();
    }

    @Override
    public Optional<String> accessKey() {
        return Optional.empty();
    }

    @Override
    public Optional<String> secretKey() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> credentialsFile() {
        return Optional.empty();
    }

    @Override
    public int partSize() {
        return own.partSize();
    }

    @Override
    public Duration connectTimeout() {
        return own.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return own.readTimeout();
    }

    @Override
    public Duration writeTimeout() {
        return own.writeTimeout();
    }

    @Override
    public Duration callTimeout() {
        return own.callTimeout();
    }

    @Override
    public Duration answerTimeout() {
        return own.answerTimeout();
    }

    /** Never tells a secret. */
    @Override
    public String toString() {
        return inbox.toString();
    }
}
