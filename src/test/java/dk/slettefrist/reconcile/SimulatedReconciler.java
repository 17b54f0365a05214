package dk.slettefrist.reconcile;

import dk.slettefrist.simulation.Parts;

/** The reconciler of a replica in the simulation, woken by hand. */
public final class SimulatedReconciler {

    private final Reconciler reconciler;

    public SimulatedReconciler(Parts parts) {
        this.reconciler = parts.with(RunLog.class, findings -> {}).of(Reconciler.class);
    }

    /** Answers how many orphans were deleted. */
    public long run() {
        return reconciler.run().objects().orphans();
    }
}
