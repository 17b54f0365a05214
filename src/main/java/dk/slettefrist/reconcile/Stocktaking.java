package dk.slettefrist.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.reconcile.Sight.Verdict;
import dk.slettefrist.recording.StoredObjects.Expected;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Looks for stored recordings whose object cannot be read, and marks them. It walks through the rows and the bucket's listing side by side,
 * with one page of each in memory. What the listing lacks is only doubtful: the store is asked for each such object by its key before its
 * row is marked. A missing object never costs its row the key, the flag or the deadline.
 */
@ApplicationScoped
class Stocktaking {

    private static final Logger LOG = Logger.getLogger(Stocktaking.class);

    private final ObjectStore store;
    private final Sight sight;
    private final Marks rows;

    Stocktaking(ObjectStore store, Sight sight, Marks rows) {
        this.store = store;
        this.sight = sight;
        this.rows = rows;
    }

    /**
     * Goes through all rows received before then.
     *
     * @param tell what was found, page by page
     * @throws ObjectStoreException when the store does not list; marks set before are right nevertheless
     */
    void run(Instant receivedBefore, Consumer<RowFindings> tell) {
        BucketNames names = new BucketNames(store);
        Looks looks = new Looks(sight);
        List<Expected> page = rows.page(null, receivedBefore);
        while (!page.isEmpty()) {
            tell.accept(compare(page, names, looks));
            page = rows.page(page.get(page.size() - 1).key(), receivedBefore);
        }
    }

    private RowFindings compare(List<Expected> page, BucketNames names, Looks looks) {
        List<ObjectKey> doubtful = new ArrayList<>();
        List<ObjectKey> returned = new ArrayList<>();
        for (Expected expected : page) {
            if (!names.show(expected.key())) {
                doubtful.add(expected.key());
            } else if (expected.missing()) {
                returned.add(expected.key());
            }
        }
        return doubtful.isEmpty() && returned.isEmpty()
                ? new RowFindings(page.size(), 0, 0, 0, 0)
                : judge(page.size(), verdicts(doubtful, returned, looks));
    }

    private Map<ObjectKey, Verdict> verdicts(List<ObjectKey> doubtful, List<ObjectKey> returned, Looks looks) {
        Map<ObjectKey, Verdict> verdicts = new LinkedHashMap<>();
        try {
            Set<ObjectKey> present = store.present(doubtful);
            doubtful.forEach(key -> verdicts.put(key, present.contains(key) ? looks.at(key) : Verdict.MISSING));
        } catch (ObjectStoreException e) {
            LOG.warnf(e, "Whether recordings have an object is unknown recordings=%d", doubtful.size());
            doubtful.forEach(key -> verdicts.put(key, Verdict.UNKNOWN));
        }
        returned.forEach(key -> verdicts.put(key, looks.at(key)));
        return verdicts;
    }

    private RowFindings judge(int count, Map<ObjectKey, Verdict> verdicts) {
        List<ObjectKey> missing = keys(verdicts, Verdict.MISSING);
        List<ObjectKey> uncovered = keys(verdicts, Verdict.UNCOVERED);
        List<ObjectKey> readable = keys(verdicts, Verdict.READABLE);
        readable.addAll(uncovered);
        int marked = rows.missing(missing);
        return new RowFindings(
                count,
                rows.expected(missing),
                marked,
                rows.found(readable),
                uncovered.size(),
                keys(verdicts, Verdict.UNKNOWN).size());
    }

    private static List<ObjectKey> keys(Map<ObjectKey, Verdict> verdicts, Verdict which) {
        List<ObjectKey> keys = new ArrayList<>(verdicts.keySet());
        keys.removeIf(key -> verdicts.get(key) != which);
        return keys;
    }
}
