package dk.slettefrist.ingest.inbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How often is looked into inboxes: the sources of the kind {@code bucket}. */
@ConfigMapping(prefix = "slettefrist.inbox")
public interface InboxSettings {

    /** How often is looked into them, once in the cluster. A change holds from the run on that was planned before it. */
    @DurationMin(seconds = 1)
    @WithDefault("PT10S")
    @WithConverter(IsoDuration.class)
    Duration every();

    /** How soon an object is tried again that could not be taken or removed; twice as long each time that it fails by itself, up to ten minutes. */
    @DurationMin
    @WithDefault("PT30S")
    @WithConverter(IsoDuration.class)
    Duration retryDelay();
}
