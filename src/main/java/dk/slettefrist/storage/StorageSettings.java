package dk.slettefrist.storage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** Where the object store is and how to speak to it. */
@ConfigMapping(prefix = "slettefrist.s3")
public interface StorageSettings {

    /** Scheme, host and port of the S3 server, without a path: {@code https://s3.example.org}. */
    URI endpoint();

    /** The region that requests are signed for; servers that know no regions accept the default. */
    @WithDefault("us-east-1")
    String region();

    /**
     * The bucket that holds the recordings and, best, nothing else; created at a start when it is missing and that is allowed. 3 to 63 small letters, digits,
     * dots and hyphens.
     */
    @WithDefault("slettefrist")
    String bucket();

    /** Who the service is to the store. */
    Optional<String> accessKey();

    /** The secret that belongs to the access key. */
    Optional<String> secretKey();

    /**
     * A file with both instead, in the form of AWS' tools.
     *
     * @see StoreCredentials
     */
    Optional<Path> credentialsFile();

    /**
     * Bytes in one part of an upload, and the memory that one running upload takes. At least 5 MiB, which is the least that S3 allows and the
     * default; an object can then have 48 GiB.
     */
    @WithDefault("5242880")
    int partSize();

    /** How long to wait for a connection. */
    @DurationMin(millis = 1)
    @WithConverter(IsoDuration.class)
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** How long to wait for the store's next byte. */
    @DurationMin(millis = 1)
    @WithConverter(IsoDuration.class)
    @WithDefault("PT30S")
    Duration readTimeout();

    /** How long to wait until the store takes our next byte. */
    @DurationMin(millis = 1)
    @WithConverter(IsoDuration.class)
    @WithDefault("PT30S")
    Duration writeTimeout();

    /**
     * How long one whole request may take, however steadily its bytes trickle. A part of an upload must get through in it (5 MiB in a minute:
     * 0.7 Mbit/s); a download must begin in it and may then take its time. At most 0.4 times {@code slettefrist.ingest.lease}.
     */
    @DurationMin(millis = 1)
    @WithConverter(IsoDuration.class)
    @WithDefault("PT1M")
    Duration callTimeout();

    /**
     * How long a request may take that carries no sound: whether an object is there, deleting, looking for unfinished uploads. With
     * {@code slettefrist.purge.retry-delay} and {@code slettefrist.purge.interval} it is how late the sweep goes on after a store that was silent, so
     * raise it only for a store that is always slower.
     */
    @DurationMin(millis = 1)
    @WithConverter(IsoDuration.class)
    @WithDefault("PT2S")
    Duration answerTimeout();
}
