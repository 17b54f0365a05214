package dk.slettefrist.reconcile;

import java.time.Duration;

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

    /** How old an object must be, by the store's clock, before it can be an orphan. Longer than clocks differ. */
    @DurationMin(minutes = 1)
    @WithDefault("PT15M")
    @WithConverter(IsoDuration.class)
    Duration grace();
}
