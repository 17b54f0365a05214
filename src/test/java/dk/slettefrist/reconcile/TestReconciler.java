package dk.slettefrist.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.storage.Installation;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.testing.TestDatabase;

/** The reconciler, put together without the framework. */
public final class TestReconciler {

    private final List<Findings> runs = new ArrayList<>();
    private final Reconciler reconciler;

    public TestReconciler(
            ObjectStore store, Installation installation, TestDatabase database, TimeSource time, Duration grace) {
        Marks marks = new Marks(database.storedObjects(), database.audit(), time);
        reconciler = new Reconciler(
                store,
                new Stocktaking(store, new Sight(store), marks),
                new Clearance(store, new HeldKeys(installation, database.recordings())),
                runs::add,
                time,
                new Settings(grace));
    }

    /** Runs it once. */
    public void run() {
        reconciler.run();
    }

    Reconciler reconciler() {
        return reconciler;
    }

    /** What was told of the runs. */
    List<Findings> runs() {
        return runs;
    }

    record Settings(Duration grace, boolean acceptLoss) implements ReconcileSettings {

        Settings(Duration grace) {
            this(grace, false);
        }

        @Override
        public Duration every() {
            return Duration.ofMinutes(10);
        }

        @Override
        public int maxMissing() {
            return 50;
        }
    }
}
