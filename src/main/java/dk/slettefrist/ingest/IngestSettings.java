package dk.slettefrist.ingest;

import java.time.Duration;
import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** What is taken of recordings that are delivered. */
@ConfigMapping(prefix = "slettefrist.ingest")
public interface IngestSettings {

    /** Largest value of {@link #maxSize}: what the smallest parts of an S3 upload can hold together, 10,000 times 5 MiB. */
    long MAX_MAX_SIZE = 10_000L * 5 * 1024 * 1024;

    /** Largest recording in bytes; the default is 512 MiB. */
    @Min(1)
    @Max(MAX_MAX_SIZE)
    @WithDefault("536870912")
    long maxSize();

    /**
     * How long an upload may take from its head to its last byte, however steadily its bytes come; then it is answered 408 and nothing is stored. No
     * byte for {@code quarkus.http.read-timeout} ends it earlier. What waits for uploads to end, such as {@code quarkus.shutdown.timeout} of several
     * replicas, waits longer than both together.
     */
    @DurationMin(seconds = 1)
    @WithDefault("PT9M")
    @WithConverter(IsoDuration.class)
    Duration maxDuration();

    /**
     * How far in the future a recording may end by the PBX's clock. A source that is off by more, either way, is said in the log and counted in the
     * detail of readiness.
     */
    @DurationMin
    @WithDefault("PT60S")
    @WithConverter(IsoDuration.class)
    Duration maxClockSkew();

    /**
     * How many uploads may go on at once on a replica; more answer 503. Unless it is set, as many parts of {@code slettefrist.s3.part-size} as fit a
     * quarter of the heap, 2 to 128.
     */
    Optional<@Min(1) Integer> maxConcurrent();

    /**
     * How long an upload may show no sign of life before it is given up and its bytes are cleared away. At least two and a half times
     * {@code slettefrist.s3.call-timeout} (two requests to the store may follow each other), which the start checks; longer than
     * {@code quarkus.http.read-timeout}.
     *
     * @see LeaseCheck
     */
    @DurationMin(seconds = 8)
    @WithDefault("PT3M")
    @WithConverter(IsoDuration.class)
    Duration lease();
}
