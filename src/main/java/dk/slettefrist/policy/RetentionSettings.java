package dk.slettefrist.policy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.retention.RetentionPolicy;

/** How long recordings are kept, and how punctual their deletion must be. ISO-8601 durations; a day is 24 hours. */
@ConfigMapping(prefix = "slettefrist.retention")
public interface RetentionSettings {

    /** Period of a recording that nobody saved; more than zero. Default: 30 minutes (Billund Kommune's notice). */
    @WithDefault("PT30M")
    @WithConverter(IsoDuration.class)
    Duration unflagged();

    /** Period of a saved recording; not shorter than {@link #unflagged()}. Default: 30 days (Billund Kommune's notice). */
    @WithDefault("P30D")
    @WithConverter(IsoDuration.class)
    Duration flagged();

    /** How much later than due a purge may end before the report says that the rule was broken. */
    @DurationMin
    @WithDefault("PT60S")
    @WithConverter(IsoDuration.class)
    Duration tolerance();

    /**
     * In microseconds, as the database keeps them.
     *
     * @throws IllegalArgumentException when the periods make no sense; the message names the settings
     */
    default RetentionPolicy policy() {
        return new RetentionPolicy(
                unflagged().truncatedTo(ChronoUnit.MICROS), flagged().truncatedTo(ChronoUnit.MICROS));
    }
}
