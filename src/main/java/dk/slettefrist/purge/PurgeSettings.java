package dk.slettefrist.purge;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

import dk.slettefrist.platform.IsoDuration;

/** How the sweep works. */
@ConfigMapping(prefix = "slettefrist.purge")
public interface PurgeSettings {

    /** How often the sweep is woken. */
    @WithDefault("PT0.5S")
    @WithConverter(IsoDuration.class)
    Duration interval();

    /** Most recordings of one claim; 1 to 1,000. */
    @WithDefault("500")
    int batchSize();

    /** How long a claim is ours: after that another replica takes it over. Longer than the time-outs of the object store. */
    @WithDefault("PT2M")
    @WithConverter(IsoDuration.class)
    Duration lease();

    /** When a deletion that is uncertain is tried again. */
    @WithDefault("PT2S")
    @WithConverter(IsoDuration.class)
    Duration retryDelay();
}
