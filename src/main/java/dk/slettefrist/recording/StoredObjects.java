package dk.slettefrist.recording;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dk.slettefrist.storage.ObjectKey;

/**
 * The port to what the rows say of the bucket: which objects must be there, and which were missed. Every method takes part in the caller's
 * transaction. A mark is a note and nothing else: deadline, flag and key stay as they are.
 */
public interface StoredObjects {

    /**
     * Objects that must be there: of recordings that are stored, before their deadline, and received before {@code receivedBefore}. In
     * ascending order of the keys' bytes, as object stores list them.
     *
     * @param after the last key of the page before; null for the beginning
     */
    List<Expected> page(ObjectKey after, int limit, Instant receivedBefore, Instant now);

    /**
     * Marks those that are still stored, before their deadline and not marked yet; one that somebody else is changing waits for the next
     * call. Answers which were marked by this very call.
     */
    List<Marked> markMissing(Collection<ObjectKey> keys, Instant now);

    /** How many of these must be there now: others were purged, or their deadline came, since they were asked for. */
    int expected(Collection<ObjectKey> keys, Instant now);

    /** Takes the marks from those that have one, likewise. Answers which lost it by this very call. */
    List<Marked> markFound(Collection<ObjectKey> keys);

    /** @param missing whether it is marked */
    record Expected(ObjectKey key, boolean missing) {}

    /** A recording whose mark changed. */
    record Marked(UUID id, UUID callRef) {}
}
