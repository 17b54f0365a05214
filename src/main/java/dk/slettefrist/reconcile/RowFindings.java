package dk.slettefrist.reconcile;

/**
 * What comparing the rows with the bucket found.
 *
 * @param rows recordings whose object must be there
 * @param missing those of them whose object cannot be read, confirmed by the store
 * @param marked those of the missing that were not known to be missing
 * @param found recordings that were known to be missing and are there again
 * @param uncovered objects that lay under a delete marker of somebody else and can be read again
 */
record RowFindings(long rows, long missing, long marked, long found, long uncovered) {

    static final RowFindings NONE = new RowFindings(0, 0, 0, 0, 0);

    /** A few missing ones are never too many: they could be all that a small installation has. */
    private static final long FEW = 10;

    RowFindings plus(RowFindings more) {
        return new RowFindings(
                rows + more.rows,
                missing + more.missing,
                marked + more.marked,
                found + more.found,
                uncovered + more.uncovered);
    }

    /** Whether so many are missing that bucket or database are likely the wrong ones. */
    boolean tooManyMissing(int percent) {
        return missing > FEW && missing * 100 > rows * percent;
    }
}
