package dk.slettefrist.reconcile;

/**
 * What a run of the reconciler found and put right.
 *
 * @param rows the rows, each compared with the bucket
 * @param objects the objects, each compared with the rows
 * @param uploads the unfinished uploads, each compared with the rows
 * @param ending how far it came
 */
record Findings(RowFindings rows, ObjectFindings objects, ObjectFindings uploads, Ending ending) {

    enum Ending {
        /** It went through everything. */
        COMPLETE,
        /** It deleted nothing because too many recordings were missing; objects and uploads were not looked at. */
        STOPPED,
        /** Store or database failed on the way. What it did until then is done. */
        FAILED
    }

    /** Of a run that looked at the rows and then did not trust the bucket or the database. */
    static Findings stoppedAfter(RowFindings rows) {
        return new Findings(rows, ObjectFindings.NONE, ObjectFindings.NONE, Ending.STOPPED);
    }

    boolean stopped() {
        return ending == Ending.STOPPED;
    }

    boolean failed() {
        return ending == Ending.FAILED;
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
