package dk.slettefrist.ingest;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** Limits of the intake. */
@ConfigMapping(prefix = "slettefrist.ingest")
public interface IngestSettings {

    /** Largest recording in bytes. Default: 512 MiB. */
    @Min(1)
    @WithDefault("536870912")
    long maxSize();

    /** How far in the future a recording may end by the PBX's clock. */
    @DurationMin
    @WithDefault("PT60S")
    @WithConverter(IsoDuration.class)
    Duration maxClockSkew();

    /**
     * How long an upload may go on without a sign of life before it is taken as abandoned. Must be longer than
     * {@code quarkus.http.read-timeout} and the time-outs of the object store.
     */
    @DurationMin(seconds = 8)
    @WithDefault("PT2M")
    @WithConverter(IsoDuration.class)
    Duration lease();
}
