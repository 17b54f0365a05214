package dk.slettefrist.reconcile;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Compares bucket and rows both ways. Recordings without an object are marked; objects and uploads of this installation without a row are
 * deleted. The rows come first: when too many recordings are missing, bucket or database is likely the wrong one, and nothing is deleted.
 * What a dead process left under a row's key is the sweep's work.
 */
@ApplicationScoped
class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final ObjectStore store;
    private final Stocktaking stocktaking;
    private final Clearance clearance;
    private final RunLog log;
    private final TimeSource time;
    private final ReconcileSettings settings;

    Reconciler(
            ObjectStore store,
            Stocktaking stocktaking,
            Clearance clearance,
            RunLog log,
            TimeSource time,
            ReconcileSettings settings) {
        this.store = store;
        this.stocktaking = stocktaking;
        this.clearance = clearance;
        this.log = log;
        this.time = time;
        this.settings = settings;
    }

    /**
     * Goes through all rows and the whole bucket once.
     *
     * @throws ObjectStoreException when the bucket cannot be examined or listed
     */
    Findings run() {
        store.examine();
        Instant before = time.now().minus(settings.grace());
        RowFindings rows = stocktaking.run(before);
        Findings findings = rows.tooManyMissing(settings.maxMissing())
                ? Findings.stoppedAfter(rows)
                : new Findings(rows, clearance.objects(before), clearance.uploads(before), false);
        log.ended(findings);
        tell(findings);
        return findings;
    }

    private static void tell(Findings findings) {
        RowFindings rows = findings.rows();
        if (findings.stopped()) {
            LOG.errorf(
                    "Reconciliation stopped and deleted nothing: the bucket has less of the recordings than"
                            + " slettefrist.reconcile.max-missing demands. Bucket or database may be the wrong one"
                            + " rows=%d missing=%d",
                    rows.rows(), rows.missing());
            return;
        }
        if (rows.missing() > 0) {
            LOG.errorf(
                    "Recordings are missing in the object store before their deadline rows=%d missing=%d",
                    rows.rows(), rows.missing());
        }
        LOG.infof(
                "Reconciled rows=%d missing=%d found=%d uncovered=%d objects=%d orphansDeleted=%d uploadsDeleted=%d left=%d"
                        + " foreign=%d",
                rows.rows(),
                rows.missing(),
                rows.found(),
                rows.uncovered(),
                findings.objects().objects(),
                findings.objects().orphans(),
                findings.uploads().orphans(),
                findings.unsettled(),
                findings.objects().foreign());
    }
}
