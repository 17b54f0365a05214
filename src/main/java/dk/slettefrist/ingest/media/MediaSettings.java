package dk.slettefrist.ingest.media;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How recordings are fetched from PBXs that keep them. What differs between PBXs is said with the source. */
@ConfigMapping(prefix = "slettefrist.media")
public interface MediaSettings {

    /** How often each replica looks for what is to be fetched. */
    @DurationMin(millis = 100)
    @WithDefault("PT1S")
    @WithConverter(IsoDuration.class)
    Duration interval();

    /** How many recordings are fetched at once on a replica. Each takes one of the uploads of {@code slettefrist.ingest.max-concurrent}. */
    @Min(1)
    @Max(64)
    @WithDefault("8")
    int maxConcurrent();

    /** How many of them from one source, so that a silent one keeps no other waiting. */
    @Min(1)
    @Max(64)
    @WithDefault("4")
    int maxPerSource();

    /** After that another replica takes over what a dead one was fetching, or the same one after a restart; at least twice {@link #interval()}. */
    @DurationMin(seconds = 2)
    @WithDefault("PT30S")
    @WithConverter(IsoDuration.class)
    Duration lease();

    /** How soon it is tried again; a tenth of the time that the recording has waited when that is longer. */
    @DurationMin(millis = 1)
    @WithDefault("PT5S")
    @WithConverter(IsoDuration.class)
    Duration retryDelay();

    /** How late it is tried again at the latest; not less than {@link #retryDelay()}. */
    @DurationMin(millis = 1)
    @WithDefault("PT10M")
    @WithConverter(IsoDuration.class)
    Duration maxRetryDelay();

    /** For how long it is tried to delete a PBX's copy. After that it is a gap ({@code COPY_NOT_DELETED}). */
    @DurationMin(seconds = 1)
    @WithDefault("P14D")
    @WithConverter(IsoDuration.class)
    Duration keepDeleting();

    /** How long the PBX's server may take to take a connection. */
    @DurationMin(millis = 1)
    @WithDefault("PT10S")
    @WithConverter(IsoDuration.class)
    Duration connectTimeout();

    /** How long the next byte of the PBX's server may take. */
    @DurationMin(millis = 1)
    @WithDefault("PT30S")
    @WithConverter(IsoDuration.class)
    Duration readTimeout();

    /** What waits at a PBX for longer is said in the log and in the detail of readiness. */
    @DurationMin(seconds = 1)
    @WithDefault("PT10M")
    @WithConverter(IsoDuration.class)
    Duration alarmAfter();

    /** @throws IllegalArgumentException when the longest delay is shorter than the shortest */
    default FetchDelay retry() {
        return new FetchDelay(retryDelay(), maxRetryDelay());
    }
}
