package dk.slettefrist.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;

/**
 * Looks for objects of ours that no row holds, left by a process that died at the wrong moment, and deletes them. Foreign objects are
 * counted and never touched. Memory is bounded by one page, whatever the size of the bucket.
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

    /** Goes through the whole bucket once. */
    Findings run() {
        store.examine();
        Instant before = time.now().minus(settings.grace());
        Findings findings = new Findings(0, 0, 0);
        String after = null;
        do {
            ObjectPage page = store.list(after, PAGE);
            findings = findings.plus(reconcile(page, before));
            after = page.next();
        } while (after != null);
        LOG.infof(
                "Reconciled objects=%d orphansDeleted=%d foreign=%d",
                findings.objects(), findings.orphans(), findings.foreign());
        return findings;
    }

    private Findings reconcile(ObjectPage page, Instant before) {
        List<ObjectKey> old = page.items().stream()
                .filter(item ->
                        ObjectKey.isOurs(item.name()) && item.lastModified().isBefore(before))
                .map(item -> new ObjectKey(item.name()))
                .toList();
        Set<ObjectKey> held = old.isEmpty() ? Set.of() : rows.of(old);
        List<ObjectKey> orphans =
                old.stream().filter(key -> !held.contains(key)).toList();
        if (!orphans.isEmpty()) {
            store.delete(orphans);
        }
        long foreign = page.items().stream()
                .filter(item -> !ObjectKey.isOurs(item.name()))
                .count();
        return new Findings(page.items().size(), orphans.size(), foreign);
    }

    /**
     * What a run found.
     *
     * @param objects all that lay in the bucket
     * @param orphans objects of ours that no row held, and that were deleted
     * @param foreign objects that are not ours
     */
    record Findings(long objects, long orphans, long foreign) {

        Findings plus(Findings more) {
            return new Findings(objects + more.objects, orphans + more.orphans, foreign + more.foreign);
        }
    }
}
