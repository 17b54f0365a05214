package dk.slettefrist.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.reconcile.HeldKeys.Ownership;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Deletes objects and unfinished uploads of this installation that no row holds, left by a process that died at the wrong moment or brought
 * back by a restored bucket. All else is counted and never touched. What was done is told page by page. One page is in memory, whatever the size of the bucket.
 */
@ApplicationScoped
class Clearance {

    private static final Logger LOG = Logger.getLogger(Clearance.class);
    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final HeldKeys rows;

    Clearance(ObjectStore store, HeldKeys rows) {
        this.store = store;
        this.rows = rows;
    }

    /** Objects, their older versions and delete markers: what was written before then. */
    void objects(Instant before, Consumer<ObjectFindings> tell) {
        all(store::list, before, tell);
    }

    /** Unfinished uploads that began before then. */
    void uploads(Instant before, Consumer<ObjectFindings> tell) {
        all(store::unfinished, before, tell);
    }

    /** An orphan that cannot be deleted does not stop it. */
    private void all(BiFunction<String, Integer, ObjectPage> listing, Instant before, Consumer<ObjectFindings> tell) {
        String after = null;
        do {
            ObjectPage page = listing.apply(after, PAGE);
            tell.accept(clear(page, before));
            after = page.next();
        } while (after != null);
    }

    private ObjectFindings clear(ObjectPage page, Instant before) {
        if (page.items().isEmpty()) {
            return ObjectFindings.NONE;
        }
        Ownership ownership =
                rows.of(page.items().stream().map(ObjectPage.Item::name).toList());
        List<ObjectKey> orphans = page.items().stream()
                .filter(item -> item.lastModified().isBefore(before))
                .filter(item -> ObjectKey.hasForm(item.name()))
                .map(item -> new ObjectKey(item.name()))
                .filter(ownership.unheld()::contains)
                .toList();
        int left = orphans.isEmpty() ? 0 : delete(orphans);
        return new ObjectFindings(page.items().size(), orphans.size() - left, left, ownership.foreign());
    }

    /** Answers how many are not confirmed absent. */
    private int delete(List<ObjectKey> orphans) {
        try {
            store.delete(orphans);
        } catch (ObjectStoreException e) {
            LOG.warnf(e, "Deletion of orphans is uncertain orphans=%d", orphans.size());
        }
        int left = leftOf(orphans);
        if (left > 0) {
            LOG.warnf("Orphans are left, the next run tries again orphans=%d left=%d", orphans.size(), left);
        }
        return left;
    }

    private int leftOf(List<ObjectKey> orphans) {
        try {
            return store.present(orphans).size();
        } catch (ObjectStoreException e) {
            LOG.warnf(e, "Absence of orphans is unknown orphans=%d", orphans.size());
            return orphans.size();
        }
    }
}
