package dk.slettefrist.reconcile;

/** Keeps how a run ended, for whoever looks later and on another replica. */
@FunctionalInterface
interface RunLog {

    void ended(Findings findings);
}
