package dk.slettefrist.reconcile;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.reconcile.Findings.Ending;
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
     * Goes through all rows and the whole bucket once. What was done is told also when it ends by a failure.
     *
     * @throws ObjectStoreException when the bucket cannot be examined or listed
     */
    Findings run() {
        Progress progress = new Progress();
        Findings findings;
        try {
            findings = progress.endedAs(goThrough(progress));
        } catch (RuntimeException e) {
            failed(progress.endedAs(Ending.FAILED), e);
            throw e;
        }
        log.ended(findings);
        tell(findings);
        return findings;
    }

    private Ending goThrough(Progress progress) {
        store.examine();
        Instant before = time.now().minus(settings.grace());
        stocktaking.run(before, progress::rows);
        if (progress.rows().tooManyMissing(settings.maxMissing())) {
            return Ending.STOPPED;
        }
        clearance.objects(before, progress::objects);
        clearance.uploads(before, progress::uploads);
        return Ending.COMPLETE;
    }

    private void failed(Findings findings, RuntimeException why) {
        tell(findings);
        try {
            log.ended(findings);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private static void tell(Findings findings) {
        RowFindings rows = findings.rows();
        if (findings.stopped()) {
            LOG.errorf(
                    "Reconciliation stopped and deleted nothing: the bucket has less of the recordings than"
                            + " slettefrist.reconcile.max-missing demands. Bucket or database may be the wrong one"
                            + " rows=%d missing=%d unknown=%d",
                    rows.rows(), rows.missing(), rows.unknown());
            return;
        }
        if (rows.missing() > 0) {
            LOG.errorf(
                    "Recordings are missing in the object store before their deadline rows=%d missing=%d",
                    rows.rows(), rows.missing());
        }
        if (findings.failed()) {
            LOG.error("Reconciliation failed on the way, the next run begins anew; what it did until then follows");
        }
        LOG.infof(
                "Reconciled rows=%d missing=%d unknown=%d found=%d uncovered=%d objects=%d orphansDeleted=%d uploadsDeleted=%d left=%d"
                        + " foreign=%d",
                rows.rows(),
                rows.missing(),
                rows.unknown(),
                rows.found(),
                rows.uncovered(),
                findings.objects().objects(),
                findings.objects().orphans(),
                findings.uploads().orphans(),
                findings.unsettled(),
                findings.objects().foreign());
    }
}
