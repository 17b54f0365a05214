package dk.slettefrist.purge;

import java.time.Duration;
import java.time.Instant;

import dk.slettefrist.platform.Stopwatch;

/**
 * From where on a replica looks for what is due. An index still has what was purged until PostgreSQL may clean it away, which it may not while anybody reads
 * for long; a look that begins at the beginning passes all of it, each time. So a look begins where the last one ended. What cannot be seen from there (it
 * was locked, or committed late) a whole look finds: every two seconds, or more rarely where one takes so long that it would be more than a fiftieth of
 * the time, but each half minute at least.
 */
final class Frontier {

    /** What is due now may be committed a little later. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    static final Duration WHOLE_EVERY = Duration.ofSeconds(2);

    /** Half of the tolerance that is usual. */
    static final Duration WHOLE_AT_LEAST_EVERY = Duration.ofSeconds(30);

    private static final int SHARE = 50;

    private Instant edge = Instant.EPOCH;
    private Instant nextWhole = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    /** Begins a look. Where the clock went back, nothing that was seen before counts. */
    synchronized Look look(Instant now) {
        if (now.isBefore(last)) {
            edge = Instant.EPOCH;
        }
        last = now;
        boolean whole = edge.equals(Instant.EPOCH) || !now.isBefore(nextWhole);
        if (whole) {
            nextWhole = now.plus(WHOLE_EVERY);
        }
        return new Look(now, whole ? Instant.EPOCH : edge.minus(MARGIN), whole, new Stopwatch());
    }

    private synchronized void ended(Look look, Instant reached) {
        edge = reached;
        if (look.whole) {
            nextWhole = look.now.plus(pauseAfter(look.begun.elapsed()));
        }
    }

    /** From a whole look that took so long to the next one. */
    static Duration pauseAfter(Duration look) {
        Duration share = look.multipliedBy(SHARE);
        if (share.compareTo(WHOLE_EVERY) < 0) {
            return WHOLE_EVERY;
        }
        return share.compareTo(WHOLE_AT_LEAST_EVERY) < 0 ? share : WHOLE_AT_LEAST_EVERY;
    }

    /** One look. */
    final class Look {

        private final Instant now;
        private final Instant since;
        private final boolean whole;
        private final Stopwatch begun;

        private Look(Instant now, Instant since, boolean whole, Stopwatch begun) {
            this.now = now;
            this.since = since;
            this.whole = whole;
            this.begun = begun;
        }

        /** What became due before this is not looked for. */
        Instant since() {
            return since;
        }

        /** It found all that it may take which became due before then. Without this, the next look begins where this one did. */
        void found(Instant reached) {
            ended(this, reached);
        }
    }
}
