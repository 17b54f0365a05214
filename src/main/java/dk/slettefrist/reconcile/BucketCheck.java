package dk.slettefrist.reconcile;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Refuses a bucket that has nothing of what the rows say is there: that of a mistyped name, or of another server. There every purge would be confirmed, for
 * nothing lies there, while the sound lies elsewhere without a deadline.
 *
 * <p>The first keys are looked for, which are random ones: recordings of any age, but none that is known to be missing. Those past their deadline are asked for
 * only where there are no others. What is stored has its object, late as it may be; but a restored database has many that were purged since.
 */
@ApplicationScoped
public class BucketCheck {

    private static final Logger LOG = Logger.getLogger(BucketCheck.class);
    private static final int SAMPLE = 100;

    private final ObjectStore store;
    private final Marks rows;
    private final ReconcileSettings settings;

    BucketCheck(ObjectStore store, Marks rows, ReconcileSettings settings) {
        this.store = store;
        this.rows = rows;
        this.settings = settings;
    }

    /**
     * Asks the store.
     *
     * @throws StartupRefusedException when none of the recordings looked for is there, unless the settings say that they are lost
     * @throws ObjectStoreException when the store does not say it
     */
    public void refuseAnother() {
        if (settings.acceptLoss()) {
            LOG.warn(
                    "Whether the bucket is that of the recordings is not checked; take slettefrist.reconcile.accept-loss away once the loss is marked");
            return;
        }
        List<ObjectKey> keys = rows.stored(SAMPLE, false);
        if (keys.isEmpty()) {
            keys = rows.stored(SAMPLE, true);
        }
        if (!keys.isEmpty() && nothingOf(keys) && rows.anyStored(keys)) {
            throw new StartupRefusedException("the bucket of slettefrist.s3.bucket has none of the " + keys.size()
                    + " recordings that were looked for in it, so it is likely not the one that they lie in; correct slettefrist.s3.bucket or"
                    + " slettefrist.s3.endpoint or, when their sound is lost, start with SLETTEFRIST_RECONCILE_ACCEPT_LOSS=true until the"
                    + " reconciler has marked them");
        }
    }

    /** What the store does not answer counts as present: so it is asked again. */
    private boolean nothingOf(List<ObjectKey> keys) {
        Set<ObjectKey> perhaps = store.present(keys);
        return perhaps.isEmpty() || store.present(perhaps).isEmpty();
    }
}
