package dk.slettefrist.reconcile;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How bucket and database are compared. */
@ConfigMapping(prefix = "slettefrist.reconcile")
public interface ReconcileSettings {

    /** How often, once in the cluster. A change holds from the run on that was planned before it. */
    @DurationMin(seconds = 1)
    @WithDefault("PT10M")
    @WithConverter(IsoDuration.class)
    Duration every();

    /**
     * How old an object or an upload without a row must be, by the store's clock, before it is deleted, and how long ago a recording must have been
     * received before it can be missing. Longer than clocks differ.
     */
    @DurationMin(minutes = 1)
    @WithDefault("PT15M")
    @WithConverter(IsoDuration.class)
    Duration grace();

    /**
     * Percent of the recordings that may be missing in the bucket. When more are, and more than ten, bucket or database count as the wrong one, and
     * the reconciler deletes nothing.
     */
    @Min(0)
    @Max(100)
    @WithDefault("50")
    int maxMissing();

    /**
     * Whether to start although the bucket has nothing of the recordings that the database says are there, which is else refused: it is likely another bucket
     * than theirs, and what becomes due would count as purged while it lies elsewhere. For after their sound was lost, until the
     * reconciler has marked them as missing, past the grace; the start does not ask for those.
     */
    @WithDefault("false")
    boolean acceptLoss();
}
