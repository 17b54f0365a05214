package dk.slettefrist.simulation;

import dk.slettefrist.flag.SimulatedOperator;
import dk.slettefrist.ingest.SimulatedPbx;
import dk.slettefrist.policy.PolicyChange;
import dk.slettefrist.purge.SimulatedSweep;
import dk.slettefrist.reconcile.SimulatedReconciler;
import dk.slettefrist.recording.SimulatedListener;

/** One process of the service: its classes, made anew at each start. */
final class Replica {

    final String name;

    private final World world;
    private boolean up;

    SimulatedPbx pbx;
    SimulatedOperator operator;
    SimulatedListener listener;
    SimulatedSweep sweep;
    SimulatedReconciler reconciler;
    PolicyChange policies;

    Replica(String name, World world) {
        this.name = name;
        this.world = world;
        start();
    }

    boolean isUp() {
        return up;
    }

    void die() {
        up = false;
    }

    void start() {
        Parts parts = world.parts();
        pbx = new SimulatedPbx(parts);
        operator = new SimulatedOperator(parts);
        listener = new SimulatedListener(parts);
        sweep = new SimulatedSweep(parts);
        reconciler = new SimulatedReconciler(parts);
        policies = parts.of(PolicyChange.class);
        up = true;
    }
}
