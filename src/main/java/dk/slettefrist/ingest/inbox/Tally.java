package dk.slettefrist.ingest.inbox;

import dk.slettefrist.storage.ObjectStoreException;

/** What one round found. */
final class Tally {

    private int waiting;
    private int refused;
    private int failuresInARow;
    private int silencesInARow;
    private RuntimeException failure;

    void worked() {
        failuresInARow = 0;
        silencesInARow = 0;
    }

    void waits() {
        waiting++;
    }

    void refused() {
        refused++;
    }

    /** One object could not be taken or removed. */
    void failed(RuntimeException e) {
        waiting++;
        failuresInARow++;
        silencesInARow = e instanceof ObjectStoreException store && store.isSilence() ? silencesInARow + 1 : 0;
        failure = e;
    }

    /** The round ended before its end. */
    void brokeOff(RuntimeException e) {
        failure = e;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    /** Of these the last ones to which the inbox did not answer. */
    int silencesInARow() {
        return silencesInARow;
    }

    /** Objects that could not be taken or removed. */
    int waiting() {
        return waiting;
    }

    /** Objects that never can be taken. */
    int refusals() {
        return refused;
    }

    /** Whether anything fails: also what failed before, and is not tried again yet. */
    boolean isFailing() {
        return failure != null || waiting > 0;
    }

    /** The last failure of this round; null when there was none. */
    RuntimeException failure() {
        return failure;
    }
}
