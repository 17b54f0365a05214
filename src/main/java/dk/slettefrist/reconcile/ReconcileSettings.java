package dk.slettefrist.reconcile;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

import dk.slettefrist.platform.IsoDuration;

/** How bucket and rows are compared. */
@ConfigMapping(prefix = "slettefrist.reconcile")
public interface ReconcileSettings {

    /** How often, once in the cluster. */
    @WithDefault("PT10M")
    @WithConverter(IsoDuration.class)
    Duration every();

    /** How old an object must be, by the store's clock, before it can be an orphan. Longer than clocks differ. */
    @WithDefault("PT15M")
    @WithConverter(IsoDuration.class)
    Duration grace();
}
