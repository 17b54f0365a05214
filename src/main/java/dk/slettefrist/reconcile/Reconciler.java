package dk.slettefrist.reconcile;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.reconcile.HeldKeys.Ownership;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Looks for objects of this installation that no row holds, left by a process that died at the wrong moment, and deletes them. Foreign
 * objects, and those of another installation, are counted and never touched. Memory is bounded by one page, whatever the size of the
 * bucket.
 */
@ApplicationScoped
class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAGE = 1000;

    private final ObjectStore store;
    private final HeldKeys rows;
    private final TimeSource time;
    private final ReconcileSettings settings;

    Reconciler(ObjectStore store, HeldKeys rows, TimeSource time, ReconcileSettings settings) {
        this.store = store;
        this.rows = rows;
        this.time = time;
        this.settings = settings;
    }

    /**
     * Goes through the whole bucket once. An orphan that cannot be deleted does not stop it.
     *
     * @throws ObjectStoreException when the bucket cannot be examined or listed
     */
    Findings run() {
        store.examine();
        Instant before = time.now().minus(settings.grace());
        Findings findings = Findings.NONE;
        String after = null;
        do {
            ObjectPage page = store.list(after, PAGE);
            findings = findings.plus(reconcile(page, before));
            after = page.next();
        } while (after != null);
        LOG.infof(
                "Reconciled objects=%d orphansDeleted=%d orphansLeft=%d foreign=%d",
                findings.objects(), findings.orphans(), findings.left(), findings.foreign());
        return findings;
    }

    private Findings reconcile(ObjectPage page, Instant before) {
        Ownership ownership =
                rows.of(page.items().stream().map(ObjectPage.Item::name).toList());
        List<ObjectKey> orphans = page.items().stream()
                .filter(item -> item.lastModified().isBefore(before))
                .filter(item -> ObjectKey.hasForm(item.name()))
                .map(item -> new ObjectKey(item.name()))
                .filter(ownership.unheld()::contains)
                .toList();
        int left = orphans.isEmpty() ? 0 : delete(orphans);
        return new Findings(page.items().size(), orphans.size() - left, left, ownership.foreign());
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
