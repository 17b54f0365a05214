package dk.slettefrist.startup;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.policy.PolicyChange;
import dk.slettefrist.policy.RetentionSettings;
import dk.slettefrist.purge.PurgeJob;
import dk.slettefrist.reconcile.BucketCheck;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.storage.UnusableBucketException;
import dk.slettefrist.trace.SettingsTrace;

/**
 * What happens between the migrated schema and the first request: the bucket is examined, and must be that of the rows, the periods come into force,
 * the settings are compared with the last ones, the sweep starts.
 */
@ApplicationScoped
class Startup {

    private final StartupSettings patience;
    private final RetentionSettings settings;
    private final PolicyChange policy;
    private final ObjectStore store;
    private final BucketCheck bucket;
    private final SettingsTrace trace;
    private final PurgeJob purge;

    Startup(
            StartupSettings patience,
            RetentionSettings settings,
            PolicyChange policy,
            ObjectStore store,
            BucketCheck bucket,
            SettingsTrace trace,
            PurgeJob purge) {
        this.patience = patience;
        this.settings = settings;
        this.policy = policy;
        this.store = store;
        this.bucket = bucket;
        this.trace = trace;
        this.purge = purge;
    }

    /** Before the jobs, which the framework starts at 0: none may run on a bucket that is not known to be the right one. */
    void start(@Observes @Priority(-100) StartupEvent event) {
        examineStore();
        policy.apply(settings.policy());
        trace.compare();
        purge.start();
    }

    void stop(@Observes ShutdownEvent event) {
        purge.stop();
    }

    private void examineStore() {
        try {
            new StorePatience(patience.storePatience()).ask(() -> {
                store.examine();
                bucket.refuseAnother();
            });
        } catch (UnusableBucketException e) {
            throw new StartupRefusedException(e.getMessage(), e);
        } catch (ObjectStoreException e) {
            throw new StartupRefusedException(
                    "the object store of slettefrist.s3.endpoint does not answer as it should: " + e.getMessage(), e);
        }
    }
}
