package dk.slettefrist.ingest.inbox;

/** What one round found. */
final class Tally {

    private int waiting;
    private int refused;
    private int failuresInARow;
    private RuntimeException failure;

    void worked() {
        failuresInARow = 0;
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
        failure = e;
    }

    /** The round ended before its end. */
    void brokeOff(RuntimeException e) {
        failure = e;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    /** Objects that could not be taken or removed. */
    int waiting() {
        return waiting;
    }

    /** Objects that never can be taken. */
    int refusals() {
        return refused;
    }

    /** The last failure; null when there was none. */
    RuntimeException failure() {
        return failure;
    }
}
