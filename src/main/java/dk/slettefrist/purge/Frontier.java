package dk.slettefrist.purge;

import java.time.Duration;
import java.time.Instant;

import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.Stopwatch;

/**
 * From where on a replica looks for what is due. An index still has what was purged until PostgreSQL may clean it away, which it may not while anybody reads
 * for long; a look that begins at the beginning passes all of it, each time. So a look begins where the last one ended. What cannot be seen from there (it
 * was locked, or committed late) a whole look finds: every two seconds, or more rarely where one takes so long that it would be more than a fiftieth of
 * the time, but each half minute at least. Where a whole look fails (it takes longer than a statement may), what became due since it began is looked for
 * first, and for as long as it took to fail.
 */
final class Frontier {

    /** What is due now may be committed a little later. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    static final Duration WHOLE_EVERY = Duration.ofSeconds(2);

    /** Half of the tolerance that is usual. */
    static final Duration WHOLE_AT_LEAST_EVERY = Duration.ofSeconds(30);

    private static final int SHARE = 50;

    private Instant edge = Parameters.EARLIEST;
    private Instant nextWhole = Parameters.EARLIEST;
    private Instant last = Parameters.EARLIEST;
    /** The whole look that has not ended; null when there is none. */
    private Look unended;

    /** Begins a look. Where the clock went back, nothing that was seen before counts. */
    synchronized Look look(Instant now) {
        if (unended != null) {
            nextWhole = now.plus(bounded(Duration.between(unended.now, now)));
            if (edge.equals(Parameters.EARLIEST)) {
                edge = unended.now;
            }
            unended = null;
        }
        if (now.isBefore(last)) {
            edge = Parameters.EARLIEST;
        }
        last = now;
        if (!edge.equals(Parameters.EARLIEST) && now.isBefore(nextWhole)) {
            return new Look(now, edge.minus(MARGIN));
        }
        unended = new Look(now, Parameters.EARLIEST);
        return unended;
    }

    private synchronized void ended(Look look, Instant reached) {
        edge = reached;
        if (look == unended) {
            unended = null;
            nextWhole = look.now.plus(pauseAfter(look.begun.elapsed()));
        }
    }

    /** From a whole look that took so long to the next one. */
    static Duration pauseAfter(Duration look) {
        return bounded(look.multipliedBy(SHARE));
    }

    private static Duration bounded(Duration pause) {
        if (pause.compareTo(WHOLE_EVERY) < 0) {
            return WHOLE_EVERY;
        }
        return pause.compareTo(WHOLE_AT_LEAST_EVERY) < 0 ? pause : WHOLE_AT_LEAST_EVERY;
    }

    /** One look. */
    final class Look {

        private final Instant now;
        private final Instant since;
        private final Stopwatch begun = new Stopwatch();

        private Look(Instant now, Instant since) {
            this.now = now;
            this.since = since;
        }

        /** What became due before this is not looked for. */
        Instant since() {
            return since;
        }

        /** It found all that it may take which became due before then. Without this, it failed: the next look begins where this one did. */
        void found(Instant reached) {
            ended(this, reached);
        }
    }
}
