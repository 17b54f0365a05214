package dk.slettefrist.reconcile;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How bucket and rows are compared. */
@ConfigMapping(prefix = "slettefrist.reconcile")
public interface ReconcileSettings {

    /** How often, once in the cluster. */
    @DurationMin(seconds = 1)
    @WithDefault("PT10M")
    @WithConverter(IsoDuration.class)
    Duration every();

    /**
     * How old an object or an upload must be, by the store's clock, before it can be an orphan, and how long ago a recording must have been
     * received before it can be missing. Longer than clocks differ.
     */
    @DurationMin(minutes = 1)
    @WithDefault("PT15M")
    @WithConverter(IsoDuration.class)
    Duration grace();

    /**
     * How much of the recordings may be missing in the bucket, in percent, before bucket or database count as the wrong one and nothing is
     * deleted. Up to ten are never too many.
     */
    @Min(0)
    @Max(100)
    @WithDefault("50")
    int maxMissing();
}
