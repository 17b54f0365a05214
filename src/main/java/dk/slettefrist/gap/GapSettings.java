package dk.slettefrist.gap;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** When something that is missing counts as a gap. */
@ConfigMapping(prefix = "slettefrist.gaps")
public interface GapSettings {

    /** How often is looked, once in the cluster. */
    @DurationMin(seconds = 1)
    @WithDefault("PT1M")
    @WithConverter(IsoDuration.class)
    Duration every();

    /** How long after the call, the recording or the flag the rest may still come. */
    @DurationMin
    @WithDefault("PT5M")
    @WithConverter(IsoDuration.class)
    Duration after();

    /** How far back is looked, for calls and recordings of a time when the service stood still. */
    @DurationMin(minutes = 10)
    @WithDefault("P2D")
    @WithConverter(IsoDuration.class)
    Duration lookBack();

    /** How many are written down at once. */
    @Min(1)
    @Max(10_000)
    @WithDefault("1000")
    int batchSize();

    /** How long a gap is an alarm. */
    @DurationMin(minutes = 1)
    @WithDefault("PT1H")
    @WithConverter(IsoDuration.class)
    Duration alarmFor();
}
