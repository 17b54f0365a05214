package dk.slettefrist.reconcile;

/**
 * What a run of the reconciler found.
 *
 * @param objects all that lay in the bucket
 * @param orphans objects of ours that no row held, and that were deleted and confirmed absent
 * @param left objects of ours that no row held, and whose absence could not be confirmed; the next run tries again
 * @param foreign objects that are not of this installation
 */
record Findings(long objects, long orphans, long left, long foreign) {

    static final Findings NONE = new Findings(0, 0, 0, 0);

    Findings plus(Findings more) {
        return new Findings(objects + more.objects, orphans + more.orphans, left + more.left, foreign + more.foreign);
    }
}
