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

    /** After as many failures the delay grows no more, however short the first is. */
    private static final int ENOUGH = 60;

    /**
     * @param until when it is tried again; {@link Instant#MAX} for what was refused
     * @param failures of its own, in a row
     * @param missing whether it was listed and not there
     */
    private record Entry(Outcome outcome, Instant until, int failures, boolean missing) {}

    private static final Entry UNTRIED = new Entry(null, Instant.MIN, 0, false);

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
        entries.put(object, new Entry(why, Instant.MAX, 0, false));
    }

    /** It failed itself: each time in a row it waits twice as long as before, at most ten minutes, or as long as the first time if that is longer. */
    synchronized void failed(UUID object, Instant now, Duration first) {
        Entry before = before(object);
        Duration most = first.compareTo(LONGEST) > 0 ? first : LONGEST;
        Duration delay = first;
        for (int i = 0; i < before.failures() && delay.compareTo(most) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        Instant until = now.plus(delay.compareTo(most) > 0 ? most : delay);
        entries.put(
                object, new Entry(Outcome.FAILED, until, Math.min(before.failures() + 1, ENOUGH), before.missing()));
    }

    /** It could not be tried, for a reason that is not its own. */
    synchronized void postponed(UUID object, Instant until) {
        Entry before = before(object);
        entries.put(object, new Entry(Outcome.FAILED, until, before.failures(), before.missing()));
    }

    /** It was listed and is not there; answers whether that was so before. */
    synchronized boolean missed(UUID object, Instant now) {
        Entry before = before(object);
        entries.put(object, new Entry(Outcome.FAILED, now, before.failures(), true));
        return before.missing();
    }

    synchronized void forget(UUID object) {
        entries.remove(object);
    }

    private Entry before(UUID object) {
        return entries.getOrDefault(object, UNTRIED);
    }
}
