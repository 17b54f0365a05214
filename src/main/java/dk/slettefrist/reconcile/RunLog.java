package dk.slettefrist.reconcile;

/** Keeps what a run did and how it ended, for whoever looks later and on another replica. */
@FunctionalInterface
interface RunLog {

    void ended(Findings findings);
}
