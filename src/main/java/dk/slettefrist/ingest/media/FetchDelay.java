package dk.slettefrist.ingest.media;

import java.time.Duration;

/**
 * How long what waits at a PBX waits for its next attempt: a tenth of the time it has waited, within bounds. So what is there soon is fetched soon,
 * and what is away for days costs few attempts.
 *
 * @param least how soon at the soonest
 * @param most how late at the latest; not less than {@code least}
 */
record FetchDelay(Duration least, Duration most) {

    private static final int PART = 10;

    /** @throws IllegalArgumentException when the bounds are the wrong way round */
    FetchDelay {
        if (most.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "slettefrist.media.max-retry-delay must not be shorter than slettefrist.media.retry-delay");
        }
    }

    Duration after(Duration waited) {
        Duration byAge = waited.dividedBy(PART);
        Duration atMost = byAge.compareTo(most) > 0 ? most : byAge;
        return atMost.compareTo(least) < 0 ? least : atMost;
    }
}
