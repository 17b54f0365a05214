package dk.slettefrist.purge;

import dk.slettefrist.simulation.Parts;

/** The sweep of a replica in the simulation and the forgetting of calls, woken by hand. */
public final class SimulatedSweep {

    private final Sweep sweep;
    private final Forgetting forgetting;

    public SimulatedSweep(Parts parts) {
        this.sweep = parts.of(Sweep.class);
        this.forgetting = parts.of(Forgetting.class);
    }

    /** Answers how many recordings became PURGED. */
    public int run() {
        int purged = sweep.run();
        forgetting.run();
        return purged;
    }
}
