package dk.slettefrist.gap;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** When something that is missing counts as a gap: a call without its recording, a recording without its call, a flag without either. */
@ConfigMapping(prefix = "slettefrist.gaps")
public interface GapSettings {

    /** How often is looked for gaps, once in the cluster. */
    @DurationMin(seconds = 1)
    @WithDefault("PT1M")
    @WithConverter(IsoDuration.class)
    Duration every();

    /** How long after a call's end, a recording or a flag the rest may still come before it is a gap. */
    @DurationMin
    @WithDefault("PT5M")
    @WithConverter(IsoDuration.class)
    Duration after();

    /** How far back is looked, for a time in which the service stood still. */
    @DurationMin(minutes = 10)
    @WithDefault("P2D")
    @WithConverter(IsoDuration.class)
    Duration lookBack();

    /** How many gaps are written down at once. */
    @Min(1)
    @Max(10_000)
    @WithDefault("1000")
    int batchSize();

    /** How long an open gap counts in {@code slettefrist_gaps} and in readiness. */
    @DurationMin(minutes = 1)
    @WithDefault("PT1H")
    @WithConverter(IsoDuration.class)
    Duration alarmFor();
}
