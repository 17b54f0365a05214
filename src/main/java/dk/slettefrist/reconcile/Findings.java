package dk.slettefrist.reconcile;

/**
 * What a run of the reconciler found and put right.
 *
 * @param rows the rows, each compared with the bucket
 * @param objects the objects, each compared with the rows
 * @param uploads the unfinished uploads, each compared with the rows
 * @param stopped whether nothing was deleted because too many recordings were missing; objects and uploads were not looked at then
 */
record Findings(RowFindings rows, ObjectFindings objects, ObjectFindings uploads, boolean stopped) {

    /** Of a run that looked at the rows and then did not trust the bucket or the database. */
    static Findings stoppedAfter(RowFindings rows) {
        return new Findings(rows, ObjectFindings.NONE, ObjectFindings.NONE, true);
    }

    /** Whether anything is otherwise than before. */
    boolean changed() {
        return objects.orphans() + uploads.orphans() + rows.marked() + rows.found() + rows.uncovered() > 0;
    }

    /** What is not needed and could not be confirmed absent. */
    long unsettled() {
        return objects.left() + uploads.left();
    }
}
