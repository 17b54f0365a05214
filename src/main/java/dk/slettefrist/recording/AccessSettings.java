package dk.slettefrist.recording;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How recordings may be listened to. */
@ConfigMapping(prefix = "slettefrist.access")
public interface AccessSettings {

    /** Whether listening without {@code reason=} is refused. */
    @WithDefault("false")
    boolean requireReason();

    /** How often a running download is checked against its recording's deadline, which an unflag or another period may have changed. */
    @DurationMin(millis = 1)
    @WithDefault("PT1S")
    @WithConverter(IsoDuration.class)
    Duration recheck();
}
