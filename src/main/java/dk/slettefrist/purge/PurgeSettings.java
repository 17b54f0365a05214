package dk.slettefrist.purge;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.recording.RetryDelay;

/** How the sweep finds and deletes what is due. */
@ConfigMapping(prefix = "slettefrist.purge")
public interface PurgeSettings {

    /** How often each replica looks for what is due. While something is, it looks again at once. */
    @DurationMin(millis = 100)
    @WithDefault("PT0.5S")
    @WithConverter(IsoDuration.class)
    Duration interval();

    /** Most recordings of one claim. */
    @Min(1)
    @Max(1000)
    @WithDefault("500")
    int batchSize();

    /** After that another replica takes a claim over, or the same one after a restart. Deletion that takes longer is done twice, which does no harm. */
    @DurationMin(seconds = 1)
    @WithDefault("PT5S")
    @WithConverter(IsoDuration.class)
    Duration lease();

    /** How soon an uncertain deletion is tried again; a hundredth of the time it is overdue when that is longer. */
    @DurationMin(millis = 1)
    @WithDefault("PT2S")
    @WithConverter(IsoDuration.class)
    Duration retryDelay();

    /** How late it is tried again at the latest, however long it is overdue; not less than {@link #retryDelay()}. */
    @DurationMin(millis = 1)
    @WithDefault("PT1M")
    @WithConverter(IsoDuration.class)
    Duration maxRetryDelay();

    /** @throws IllegalArgumentException when the longest delay is shorter than the shortest */
    default RetryDelay retry() {
        return new RetryDelay(retryDelay(), maxRetryDelay());
    }
}
