package dk.slettefrist.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What was tried in vain, so that no round reads it again too soon. Each replica knows what it tried itself; one that has forgotten, or is new,
 * tries once more, which does no harm.
 */
final class SetAside {

    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * @param until when it is tried again; {@link Instant#MAX} for what was refused
     * @param failures of its own, in a row
     */
    private record Entry(Outcome outcome, Instant until, int failures) {}

    private final Map<UUID, Entry> entries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Entry> eldest) {
            return size() > MOST;
        }
    };

    /** What became of it last time; empty when it is to be tried. */
    synchronized Optional<Outcome> find(UUID object, Instant now) {
        return Optional.ofNullable(entries.get(object))
                .filter(entry -> now.isBefore(entry.until()))
                .map(Entry::outcome);
    }

    /** From when on it is to be tried again, also when that is past; empty when it did not fail. */
    synchronized Optional<Instant> failedUntil(UUID object) {
        return Optional.ofNullable(entries.get(object))
                .filter(entry -> entry.outcome() == Outcome.FAILED)
                .map(Entry::until);
    }

    synchronized void refused(UUID object, Outcome why) {
        entries.put(object, new Entry(why, Instant.MAX, 0));
    }

    /** It failed itself: each time in a row it waits twice as long as before, at most ten minutes, or as long as the first time if that is longer. */
    synchronized void failed(UUID object, Instant now, Duration first) {
        int failures = failures(object) + 1;
        Duration delay = first;
        for (int i = 1; i < failures && delay.compareTo(LONGEST) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        Duration most = first.compareTo(LONGEST) > 0 ? first : LONGEST;
        entries.put(
                object,
                new Entry(Outcome.FAILED, now.plus(delay.compareTo(most) > 0 ? most : delay), Math.min(failures, 30)));
    }

    /** It could not be tried, for a reason that is not its own. */
    synchronized void postponed(UUID object, Instant until) {
        entries.put(object, new Entry(Outcome.FAILED, until, failures(object)));
    }

    synchronized void forget(UUID object) {
        entries.remove(object);
    }

    private int failures(UUID object) {
        Entry before = entries.get(object);
        return before == null ? 0 : before.failures();
    }
}
