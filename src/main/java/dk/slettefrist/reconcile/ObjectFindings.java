package dk.slettefrist.reconcile;

/**
 * What comparing the bucket with the rows found.
 *
 * @param objects all that lay in the bucket
 * @param orphans objects of ours that no row held, and that were deleted and confirmed absent
 * @param left objects of ours that no row held, and whose absence could not be confirmed; the next run tries again
 * @param foreign objects that are not of this installation
 */
record ObjectFindings(long objects, long orphans, long left, long foreign) {

    static final ObjectFindings NONE = new ObjectFindings(0, 0, 0, 0);

    ObjectFindings plus(ObjectFindings more) {
        return new ObjectFindings(
                objects + more.objects, orphans + more.orphans, left + more.left, foreign + more.foreign);
    }
}
