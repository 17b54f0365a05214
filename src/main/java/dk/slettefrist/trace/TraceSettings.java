package dk.slettefrist.trace;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How refused requests become audit events. */
@ConfigMapping(prefix = "slettefrist.trace")
public interface TraceSettings {

    /** How long further refusals of the same kind, user and address are counted before they become one event. */
    @DurationMin(seconds = 1)
    @WithDefault("PT1M")
    @WithConverter(IsoDuration.class)
    Duration foldFor();

    /** How many users and addresses are told apart at a time, for each type of event, on a replica. What comes beyond them is counted together. */
    @Min(1)
    @Max(10_000)
    @WithDefault("100")
    int maxOpen();
}
