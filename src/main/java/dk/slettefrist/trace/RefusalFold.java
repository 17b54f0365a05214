package dk.slettefrist.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;

/**
 * Counts refusals, so that who fails a thousand times a second writes two events a minute: the first of a kind is due at once, further ones when
 * the period since is over. Holds a bounded number of kinds of each type, of those whom somebody proved to be and of strangers apart;
 * what comes beyond is counted together. So strangers, who can fail from many addresses, never hide who was forbidden what. For many threads, and waits for nothing. Time is a parameter.
 */
final class RefusalFold {

    /** One kind of refusals, and what of it is not written yet. */
    private static final class Open {
        private Folded waiting;
        private Duration due;
    }

    /** Whose kinds share a bound. */
    private record Room(AuditType type, boolean stranger) {
        static Room of(Refusal.Kind kind) {
            return new Room(kind.type(), kind.actor().equals(AuditEvent.UNKNOWN));
        }
    }

    private final Duration period;
    private final int most;
    private final Map<Refusal.Kind, Open> open = new HashMap<>();
    private final Map<Room, Integer> kinds = new HashMap<>();
    private long waiting;

    /**
     * @param period how long is counted after each event
     * @param most how many kinds at once, of a type, of known ones and of strangers each
     */
    RefusalFold(Duration period, int most) {
        this.period = period;
        this.most = most;
    }

    /** @return whether it is to be written at once */
    synchronized boolean note(Refusal refusal, Duration now) {
        boolean room = open.containsKey(refusal.kind()) || kinds.getOrDefault(Room.of(refusal.kind()), 0) < most;
        Refusal counted = room ? refusal : refusal.ofMany();
        Open entry = entry(counted.kind());
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
        for (var each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Refusal.Kind, Open> next = each.next();
            Open entry = next.getValue();
            if (all || entry.due.compareTo(now) <= 0) {
                if (entry.waiting == null) {
                    kinds.merge(Room.of(next.getKey()), -1, Integer::sum);
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
            Open entry = entry(folded.newest().kind());
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

    private Open entry(Refusal.Kind kind) {
        return open.computeIfAbsent(kind, unknown -> {
            kinds.merge(Room.of(kind), 1, Integer::sum);
            return new Open();
        });
    }

    private void add(Open entry, Folded one) {
        entry.waiting = entry.waiting == null ? one : entry.waiting.and(one);
        waiting++;
    }
}
