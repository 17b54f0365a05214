package dk.slettefrist.reconcile;

/**
 * What comparing the rows with the bucket found.
 *
 * @param rows recordings whose object must be there
 * @param missing those of them whose object cannot be read, confirmed by the store
 * @param marked those of the missing that were not known to be missing
 * @param found recordings that were known to be missing and are there again
 * @param uncovered objects that lay under a delete marker of somebody else and can be read again
 * @param unknown recordings of whose object the store did not say whether it can be read; the next run asks again
 */
record RowFindings(long rows, long missing, long marked, long found, long uncovered, long unknown) {

    static final RowFindings NONE = new RowFindings(0, 0, 0, 0, 0);

    /** A few missing ones are never too many: they could be all that a small installation has. */
    private static final long FEW = 10;

    /** Of rows of which the store said everything. */
    RowFindings(long rows, long missing, long marked, long found, long uncovered) {
        this(rows, missing, marked, found, uncovered, 0);
    }

    RowFindings plus(RowFindings more) {
        return new RowFindings(
                rows + more.rows,
                missing + more.missing,
                marked + more.marked,
                found + more.found,
                uncovered + more.uncovered,
                unknown + more.unknown);
    }

    /** Whether so many are missing, or may be, that bucket or database are likely the wrong ones. */
    boolean tooManyMissing(int percent) {
        long gone = missing + unknown;
        return gone > FEW && gone * 100 > rows * percent;
    }
}
