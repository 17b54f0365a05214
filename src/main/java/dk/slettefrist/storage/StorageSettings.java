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

/** Where the object store is and how to speak to it: {@code slettefrist.s3.*}, or {@code SLETTEFRIST_S3_*} in the environment. */
@ConfigMapping(prefix = "slettefrist.s3")
public interface StorageSettings {

    /** Scheme, host and port of the S3 service, without a path: {@code https://s3.example.org}. */
    URI endpoint();

    /** The region requests are signed for; servers that know no regions accept the default. */
    @WithDefault("us-east-1")
    String region();

    /** The bucket that holds the recordings and, best, nothing else. */
    @WithDefault("slettefrist")
    String bucket();

    /** Who we are to the store. */
    Optional<String> accessKey();

    /** The secret that belongs to the access key; never logged. */
    Optional<String> secretKey();

    /** A file with both instead, in the form of AWS; when it changes, they change without a restart. See {@link StoreCredentials}. */
    Optional<Path> credentialsFile();

    /**
     * Bytes in one part of an upload, and the memory one running upload takes. At least 5 MiB, which is the minimum of S3; with the
     * default an object can have 48 GiB.
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
     * How long one whole request may take, however steadily its bytes trickle: a part of an upload, a listing, a deletion. Of a download
     * it bounds only how long the store may take to begin it. Shorter than the lease of an upload.
     */
    @DurationMin(millis = 1)
    @WithConverter(IsoDuration.class)
    @WithDefault("PT1M")
    Duration callTimeout();

    /**
     * How long one request may take that carries no sound: whether something is there, deleting, looking for unfinished uploads. The sweep
     * sends nothing else, one after the other, and is held up no longer by a store that went silent. With the delay of a retry and the
     * interval of the sweep it is how late after such an outage the sweep goes on.
     */
    @DurationMin(millis = 1)
    @WithConverter(IsoDuration.class)
    @WithDefault("PT2S")
    Duration answerTimeout();
}
