package dk.slettefrist.recording;

/** Where a recording stands. The order of life is RECEIVING, STORED, PURGING, PURGED; REFUSED and FAILED are ends of their own. */
public enum RecordingState {
    /** Its bytes are coming in; nothing was promised yet. */
    RECEIVING,
    /** The store acknowledged every byte and the row is committed. */
    STORED,
    /** Claimed by a sweep; from here on no flag can save it. */
    PURGING,
    /** Every version of the object was confirmed absent. */
    PURGED,
    /** Came after its deadline; a tombstone, never had bytes. */
    REFUSED,
    /** The upload did not succeed. */
    FAILED;

    /** Whether every byte was acknowledged once, whatever became of it since. */
    public boolean wasStored() {
        return this == STORED || this == PURGING || this == PURGED;
    }

    /** Whether its identifiers are used: it was stored, or refused. */
    boolean isSettled() {
        return wasStored() || this == REFUSED;
    }
}
