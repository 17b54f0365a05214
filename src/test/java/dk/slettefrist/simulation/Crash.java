package dk.slettefrist.simulation;

/** The process has died: nothing that it was doing goes on, and nothing of ours catches this. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash() {
        super("the replica has died", null, false, false);
    }
}
