package dk.slettefrist.trace;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How refused requests become events of the audit. */
@ConfigMapping(prefix = "slettefrist.trace")
public interface TraceSettings {

    /** How long further refusals (401, 403) of the same user and address are counted before they become one event. */
    @DurationMin(seconds = 1)
    @WithDefault("PT1M")
    @WithConverter(IsoDuration.class)
    Duration foldFor();

    /**
     * How many users and addresses are told apart in that, for each type of event, on a replica. What comes beyond is counted together, so strangers
     * cause hardly more rows a minute than this, and hide nobody who was forbidden something.
     */
    @Min(1)
    @Max(10_000)
    @WithDefault("100")
    int maxOpen();
}
