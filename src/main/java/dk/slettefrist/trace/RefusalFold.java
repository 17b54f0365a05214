package dk.slettefrist.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Counts refusals, so that who fails a thousand times a second writes two events a minute: the first of a kind is due at once, further ones when
 * the period since is over. Holds a bounded number of kinds; what comes beyond is counted together, by type. For many threads, and waits for
 * nothing. Time is a parameter.
 */
final class RefusalFold {

    /** One kind of refusals, and what of it is not written yet. */
    private static final class Open {
        private Folded waiting;
        private Duration due;
    }

    private final Duration period;
    private final int most;
    private final Map<Refusal.Kind, Open> open = new HashMap<>();
    private long waiting;

    /**
     * @param period how long is counted after each event
     * @param most how many kinds at once
     */
    RefusalFold(Duration period, int most) {
        this.period = period;
        this.most = most;
    }

    /** @return whether it is to be written at once */
    synchronized boolean note(Refusal refusal, Duration now) {
        boolean room = open.size() < most || open.containsKey(refusal.kind());
        Refusal counted = room ? refusal : refusal.ofMany();
        Open entry = open.computeIfAbsent(counted.kind(), kind -> new Open());
        boolean first = entry.due == null;
        if (first) {
            entry.due = now;
        }
        add(entry, Folded.of(counted, now));
        return first;
    }

    /** What is due now, or all there is. It is for the caller to write it, or {@link #giveBack} what he could not. */
    synchronized List<Folded> take(Duration now, boolean all) {
        List<Folded> due = new ArrayList<>();
        for (Iterator<Open> each = open.values().iterator(); each.hasNext(); ) {
            Open entry = each.next();
            if (all || entry.due.compareTo(now) <= 0) {
                if (entry.waiting == null) {
                    each.remove();
                } else {
                    due.add(entry.waiting);
                    waiting -= entry.waiting.count();
                    entry.waiting = null;
                    entry.due = now.plus(period);
                }
            }
        }
        return due;
    }

    /** What could not be written is due at once. */
    synchronized void giveBack(List<Folded> unwritten, Duration now) {
        for (Folded folded : unwritten) {
            Open entry = open.computeIfAbsent(folded.newest().kind(), kind -> new Open());
            Folded since = entry.waiting;
            entry.waiting = since == null ? folded : folded.and(since);
            entry.due = now;
            waiting += folded.count();
        }
    }

    /** How many are not written yet. */
    synchronized long waiting() {
        return waiting;
    }

    private void add(Open entry, Folded one) {
        entry.waiting = entry.waiting == null ? one : entry.waiting.and(one);
        waiting++;
    }
}
