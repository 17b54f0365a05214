package dk.slettefrist.platform;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

/** How well clocks must agree. */
@ConfigMapping(prefix = "slettefrist.clock")
public interface ClockSettings {

    /** How far a replica's clock may be off the database's, either way, before readiness and log say so. No decision rests on it. */
    @DurationMin(millis = 1)
    @WithDefault("PT2S")
    @WithConverter(IsoDuration.class)
    Duration maxSkew();
}
