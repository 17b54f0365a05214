package dk.slettefrist.simulation;

/** How something fails. */
enum Fault {
    /** It does not. */
    NONE,
    /** Nothing was done. */
    BEFORE,
    /** It was done, the answer is lost. */
    AFTER,
    /** The request is lost: by a transaction, for good; by the store, until it is done after all, at another time. */
    LOST
}
