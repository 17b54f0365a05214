package dk.slettefrist.reconcile;

import dk.slettefrist.reconcile.Findings.Ending;

/** What a run has found and put right so far, page by page, so that it is told however the run ends. For one thread. */
final class Progress {

    private RowFindings rows = RowFindings.NONE;
    private ObjectFindings objects = ObjectFindings.NONE;
    private ObjectFindings uploads = ObjectFindings.NONE;

    void rows(RowFindings more) {
        rows = rows.plus(more);
    }

    void objects(ObjectFindings more) {
        objects = objects.plus(more);
    }

    void uploads(ObjectFindings more) {
        uploads = uploads.plus(more);
    }

    RowFindings rows() {
        return rows;
    }

    Findings endedAs(Ending ending) {
        return new Findings(rows, objects, uploads, ending);
    }
}
