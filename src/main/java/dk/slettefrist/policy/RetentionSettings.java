package dk.slettefrist.policy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.retention.RetentionPolicy;

/** How long recordings are kept, and how punctual their deletion must be. */
@ConfigMapping(prefix = "slettefrist.retention")
public interface RetentionSettings {

    /** How long a recording is kept that nobody saved; more than zero. The default is that of Billund Kommune's notice, as the next. */
    @WithDefault("PT30M")
    @WithConverter(IsoDuration.class)
    Duration unflagged();

    /** How long a saved recording is kept; not shorter than {@link #unflagged()}, at most 36,500 days. */
    @WithDefault("P30D")
    @WithConverter(IsoDuration.class)
    Duration flagged();

    /** How much later than due a purge may end before the retention report is not compliant; a whole number of milliseconds. */
    @DurationMin
    @WithDefault("PT60S")
    @WithConverter(IsoDuration.class)
    Duration tolerance();

    /**
     * In microseconds, as the database keeps them.
     *
     * @throws IllegalArgumentException when the periods make no sense, or the tolerance is no whole number of milliseconds, in which purges are
     *     tallied; the message names the settings
     */
    default RetentionPolicy policy() {
        if (!tolerance().truncatedTo(ChronoUnit.MILLIS).equals(tolerance())) {
            throw new IllegalArgumentException(
                    "slettefrist.retention.tolerance must be a whole number of milliseconds");
        }
        return new RetentionPolicy(
                unflagged().truncatedTo(ChronoUnit.MICROS), flagged().truncatedTo(ChronoUnit.MICROS));
    }
}
