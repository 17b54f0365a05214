package dk.slettefrist.ingest.media;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How recordings are fetched from PBXs. What differs between PBXs is said with the source. */
@ConfigMapping(prefix = "slettefrist.media")
public interface MediaSettings {

    /** How often a replica looks for what is to be fetched. */
    @DurationMin(millis = 100)
    @WithDefault("PT1S")
    @WithConverter(IsoDuration.class)
    Duration interval();

    /** How many are fetched at once on a replica. */
    @Min(1)
    @Max(64)
    @WithDefault("8")
    int maxConcurrent();

    /** How many of them from one source, so that a silent one keeps no other waiting. */
    @Min(1)
    @Max(64)
    @WithDefault("4")
    int maxPerSource();

    /** How long a claim is ours without a sign of life: after that another replica takes it over, or this one after a restart. */
    @DurationMin(seconds = 2)
    @WithDefault("PT30S")
    @WithConverter(IsoDuration.class)
    Duration lease();

    /** How soon it is tried again at the soonest; a tenth of the time it has waited when that is longer. */
    @DurationMin(millis = 1)
    @WithDefault("PT5S")
    @WithConverter(IsoDuration.class)
    Duration retryDelay();

    /** How late it is tried again at the latest; not less than {@link #retryDelay()}. */
    @DurationMin(millis = 1)
    @WithDefault("PT10M")
    @WithConverter(IsoDuration.class)
    Duration maxRetryDelay();

    /** For how long it is tried to delete a PBX's copy. After that it is a gap. */
    @DurationMin(seconds = 1)
    @WithDefault("P14D")
    @WithConverter(IsoDuration.class)
    Duration keepDeleting();

    /** How long the PBX's server may take to take a connection. */
    @DurationMin(millis = 1)
    @WithDefault("PT10S")
    @WithConverter(IsoDuration.class)
    Duration connectTimeout();

    /** How long its next byte may take. */
    @DurationMin(millis = 1)
    @WithDefault("PT30S")
    @WithConverter(IsoDuration.class)
    Duration readTimeout();

    /** What waits for longer is said in the log and in the detail of readiness. */
    @DurationMin(seconds = 1)
    @WithDefault("PT10M")
    @WithConverter(IsoDuration.class)
    Duration alarmAfter();

    /** @throws IllegalArgumentException when the longest delay is shorter than the shortest */
    default FetchDelay retry() {
        return new FetchDelay(retryDelay(), maxRetryDelay());
    }
}
