package dk.slettefrist.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

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
     * @throws ObjectStoreException when the store does not list or does not say what it has; marks set before are right nevertheless
     */
    RowFindings run(Instant receivedBefore) {
        BucketNames names = new BucketNames(store);
        RowFindings findings = RowFindings.NONE;
        List<Expected> page = rows.page(null, receivedBefore);
        while (!page.isEmpty()) {
            findings = findings.plus(compare(page, names));
            page = rows.page(page.get(page.size() - 1).key(), receivedBefore);
        }
        return findings;
    }

    private RowFindings compare(List<Expected> page, BucketNames names) {
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
                : judge(page.size(), doubtful, returned);
    }

    private RowFindings judge(int count, List<ObjectKey> doubtful, List<ObjectKey> returned) {
        Set<ObjectKey> present = store.present(doubtful);
        List<ObjectKey> missing = new ArrayList<>();
        List<ObjectKey> readable = new ArrayList<>();
        int uncovered = 0;
        for (ObjectKey key : doubtful) {
            Verdict verdict = present.contains(key) ? sight.of(key) : Verdict.MISSING;
            uncovered += verdict == Verdict.UNCOVERED ? 1 : 0;
            sort(key, verdict, missing, readable);
        }
        returned.forEach(key -> sort(key, sight.of(key), missing, readable));
        int marked = rows.missing(missing);
        return new RowFindings(count, rows.expected(missing), marked, rows.found(readable), uncovered);
    }

    private static void sort(ObjectKey key, Verdict verdict, List<ObjectKey> missing, List<ObjectKey> readable) {
        if (verdict == Verdict.MISSING) {
            missing.add(key);
        } else if (verdict != Verdict.UNKNOWN) {
            readable.add(key);
        }
    }
}
