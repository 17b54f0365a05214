package dk.slettefrist.purge;

import dk.slettefrist.simulation.Parts;

/** The sweep of a replica in the simulation, woken by hand. */
public final class SimulatedSweep {

    private final Sweep sweep;

    public SimulatedSweep(Parts parts) {
        this.sweep = parts.of(Sweep.class);
    }

    /** Answers how many recordings became PURGED. */
    public int run() {
        return sweep.run();
    }
}
