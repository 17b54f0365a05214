package dk.slettefrist.reconcile;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.recording.StoredObjects.Expected;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Refuses a bucket that has nothing of what the rows say is there: that of a mistyped name, or of another server. There every purge would be confirmed, for
 * nothing lies there, while the sound lies elsewhere without a deadline.
 *
 * <p>The first keys are looked for, which are random ones: recordings of any age. Not among them are those past their deadline, of which a restored database
 * has many that were purged since, and those that are known to be missing.
 */
@ApplicationScoped
public class BucketCheck {

    private static final int SAMPLE = 100;

    private final ObjectStore store;
    private final Marks rows;
    private final TimeSource time;
    private final ReconcileSettings settings;

    BucketCheck(ObjectStore store, Marks rows, TimeSource time, ReconcileSettings settings) {
        this.store = store;
        this.rows = rows;
        this.time = time;
        this.settings = settings;
    }

    /**
     * Asks the store.
     *
     * @throws StartupRefusedException when none of the recordings looked for is there, unless the settings say that they are lost
     * @throws ObjectStoreException when the store does not say it
     */
    public void refuseAnother() {
        List<ObjectKey> keys = rows.page(null, time.now()).stream()
                .filter(row -> !row.missing())
                .map(Expected::key)
                .limit(SAMPLE)
                .toList();
        if (settings.acceptLoss() || keys.isEmpty() || !store.present(keys).isEmpty()) {
            return;
        }
        // Without those that another replica has purged meanwhile.
        int lacking = rows.expected(keys);
        if (lacking > 0) {
            throw new StartupRefusedException(
                    "the bucket of slettefrist.s3.bucket has none of the " + lacking
                            + " recordings that were looked for in it, so it is likely not the one that they lie in; correct slettefrist.s3.bucket or"
                            + " slettefrist.s3.endpoint or, when their sound is lost, start once with SLETTEFRIST_RECONCILE_ACCEPT_LOSS=true");
        }
    }
}
