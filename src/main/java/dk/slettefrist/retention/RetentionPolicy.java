package dk.slettefrist.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How long a recording is kept. The two periods are Billund Kommune's: 30 minutes, or 30 days when the call was actively saved (notice
 * "Telefonoptagelser i hovedomstillingen", section "Hvornår slettes optagelserne?"). Personal data are kept no longer than their purpose
 * needs: GDPR art. 5(1)(e).
 *
 * <p>Periods are elapsed time: a day is 24 hours, whatever the calendar and summer time do.
 *
 * @param unflagged setting {@code slettefrist.retention.unflagged}: how long a recording is kept that nobody saved; more than zero
 * @param flagged setting {@code slettefrist.retention.flagged}: how long a saved one is kept; not shorter than {@code unflagged}
 */
public record RetentionPolicy(Duration unflagged, Duration flagged) {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Beyond it somebody mistyped; and deadlines must stay within what databases can keep. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final String UNFLAGGED = "slettefrist.retention.unflagged";
    private static final String FLAGGED = "slettefrist.retention.flagged";

    /**
     * @throws IllegalArgumentException when a period is shorter than a millisecond or longer than a century, or {@code unflagged} is longer
     *     than {@code flagged}
     */
    public RetentionPolicy {
        requirePositive(UNFLAGGED, unflagged);
        requirePositive(FLAGGED, flagged);
        if (flagged.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must not be longer than %d days".formatted(FLAGGED, LONGEST.toDays()));
        }
        if (unflagged.compareTo(flagged) > 0) {
            throw new IllegalArgumentException(
                    "%s (%s) must not be longer than %s (%s): saving a call would shorten its period"
                            .formatted(UNFLAGGED, unflagged, FLAGGED, flagged));
        }
    }

    /**
     * The instant from which the period runs: the earlier of the two. A PBX whose clock runs ahead, or a late delivery, can thus shorten
     * the time a recording is kept but never lengthen it.
     *
     * @param endedAt when the recording ended, by the PBX's clock
     * @param receivedAt when it reached us, by ours
     */
    public static Instant retainFrom(Instant endedAt, Instant receivedAt) {
        return endedAt.isBefore(receivedAt) ? endedAt : receivedAt;
    }

    /** The period that applies to a recording. */
    public Duration period(boolean flagged) {
        return flagged ? this.flagged : unflagged;
    }

    /**
     * The instant at which a recording expires.
     *
     * @param retainFrom see {@link #retainFrom(Instant, Instant)}
     */
    public Instant expiresAt(Instant retainFrom, boolean flagged) {
        return retainFrom.plus(period(flagged));
    }

    private static void requirePositive(String setting, Duration period) {
        Objects.requireNonNull(period, setting);
        if (period.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "%s must be longer than zero (a millisecond at least), but is %s: every recording would be deleted on arrival"
                            .formatted(setting, period));
        }
    }
}
