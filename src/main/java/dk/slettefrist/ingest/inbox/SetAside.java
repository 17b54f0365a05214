package dk.slettefrist.ingest.inbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What was tried in vain, so that no round reads it again too soon. Each replica knows what it tried itself; one that has forgotten, or is new,
 * tries once more, which does no harm. For one thread at a time.
 */
final class SetAside {

    private static final int MOST = 10_000;

    /** @param until when it is tried again; {@link Instant#MAX} for what was refused */
    private record Entry(Outcome outcome, Instant until) {}

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

    synchronized void refused(UUID object, Outcome why) {
        entries.put(object, new Entry(why, Instant.MAX));
    }

    synchronized void failed(UUID object, Instant until) {
        entries.put(object, new Entry(Outcome.FAILED, until));
    }

    synchronized void forget(UUID object) {
        entries.remove(object);
    }
}
