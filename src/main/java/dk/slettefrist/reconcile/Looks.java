package dk.slettefrist.reconcile;

import dk.slettefrist.reconcile.Sight.Verdict;
import dk.slettefrist.storage.ObjectKey;

/**
 * The looks of one run at objects, one after the other. They are bounded, so that a store that does not let itself be read, or a restored
 * bucket, keeps a run from nothing else for long: what was not looked at stays as it is until the next run. For one thread.
 */
final class Looks {

    private static final int MOST = 10_000;

    /** So many in a row without an answer are the store's fault, not the objects'. */
    private static final int IN_VAIN = 5;

    private final Sight sight;
    private int looks;
    private int inVain;

    Looks(Sight sight) {
        this.sight = sight;
    }

    Verdict at(ObjectKey key) {
        if (looks == MOST || inVain == IN_VAIN) {
            return Verdict.UNKNOWN;
        }
        looks++;
        Verdict verdict = sight.of(key);
        inVain = verdict == Verdict.UNKNOWN ? inVain + 1 : 0;
        return verdict;
    }
}
