package dk.slettefrist.call;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** What is known of calls. */
@ConfigMapping(prefix = "slettefrist.call")
public interface CallSettings {

    /** How long a call whose end was never told is taken as going on. */
    @DurationMin(minutes = 1)
    @WithDefault("PT4H")
    @WithConverter(IsoDuration.class)
    Duration maxDuration();
}
