package dk.slettefrist.packaged;

/**
 * Places between two side effects of the service. {@code _Subclass} is the class that the container generates around the transactions of a
 * bean: after its method returned, the transaction is committed; after the bean's own method returned, it is not yet.
 */
enum KillPoint {
    // An upload
    ADMIT_BEFORE_COMMIT("after ingest.Admissions.admit", "Admitted"),
    ADMIT_COMMITTED("after ingest.Admissions_Subclass.admit", "Admitted"),
    PUT_BEFORE_REQUEST("before storage.minio.Upload.putWhole", Texts.OURS),
    PUT_ANSWERED("after storage.minio.Upload.putWhole", Texts.OURS),
    PUT_CONFIRMED("after storage.minio.Upload.put", Texts.OURS),
    PARTS_STARTED("after storage.minio.Upload.start", Texts.OURS),
    FIRST_PART_ANSWERED("after storage.minio.Upload.putPart", ", 1, "),
    LAST_PART_ANSWERED("after storage.minio.Upload.putPart", ", 3, "),
    PARTS_COMPLETED("after storage.minio.Upload.complete", Texts.OURS),
    SETTLE_BEGINS("before ingest.Settlements_Subclass.settle", ""),
    SETTLE_BEFORE_COMMIT("after ingest.Settlements.settle", "Stored\\["),
    SETTLE_COMMITTED("after ingest.Settlements_Subclass.settle", "Stored\\["),
    UPLOAD_BEFORE_ANSWER("after ingest.UploadResource_Subclass.put", ""),

    // An upload that fails
    ERASE_BEGINS("before ingest.Disposal.erase", ""),
    ERASE_DONE("after ingest.Disposal.erase", ""),
    FAIL_BEFORE_COMMIT("after ingest.Settlements.fail", ""),
    FAIL_COMMITTED("after ingest.Settlements_Subclass.fail", ""),

    // A flag, and taking it back
    FLAG_BEFORE_COMMIT("after flag.FlagService.flag", ""),
    FLAG_COMMITTED("after flag.FlagService_Subclass.flag", ""),
    FLAG_BEFORE_ANSWER("after flag.FlagResource_Subclass.flag", ""),
    UNFLAG_BEFORE_COMMIT("after flag.FlagService.unflag", ""),
    UNFLAG_COMMITTED("after flag.FlagService_Subclass.unflag", ""),

    // The purge
    CLAIM_BEFORE_COMMIT("after purge.Claims.take", Texts.SOME_CLAIMS),
    CLAIM_COMMITTED("after purge.Claims_Subclass.take", Texts.SOME_CLAIMS),
    DELETE_BEGINS("before storage.minio.Deletion.delete", Texts.SWEEP),
    UPLOADS_ABORTED("after storage.minio.UnfinishedUploads.abortUnder", Texts.SWEEP),
    DELETE_ANSWERED("after storage.minio.Deletion.delete", Texts.SWEEP),
    ABSENCE_CONFIRMED("after storage.minio.Presence.among", Texts.SWEEP),
    BURY_BEFORE_COMMIT("after purge.Claims.bury", " -> \\[Recording"),
    BURY_COMMITTED("after purge.Claims_Subclass.bury", " -> \\[Recording"),
    RELEASE_BEFORE_COMMIT("after purge.Claims.release", ""),
    RELEASE_COMMITTED("after purge.Claims_Subclass.release", ""),
    FORGET_BEFORE_COMMIT("after purge.Claims.forgetCalls", " -> [1-9]"),
    FORGET_COMMITTED("after purge.Claims_Subclass.forgetCalls", " -> [1-9]"),

    // An event
    EVENT_BEFORE_COMMIT("after ingest.EventService.tell", ""),
    EVENT_COMMITTED("after ingest.EventService_Subclass.tell", ""),

    // The reconciler
    RECONCILE_LISTED("after storage.minio.Listing.page", ""),
    RECONCILE_ASKED("after reconcile.HeldKeys_Subclass.of", ""),
    RECONCILE_DELETED("before reconcile.Clearance.leftOf", Texts.OURS),

    // Other periods in force, at the start
    POLICY_BEFORE_COMMIT("after policy.PolicyChange.apply", ""),
    POLICY_COMMITTED("after policy.PolicyChange_Subclass.apply", "");

    private static final class Texts {

        /** Keys of the probe belong to no installation. */
        static final String OURS = "rec/(?!00000000)";

        static final String SWEEP = "^purge-";
        static final String SOME_CLAIMS = " -> .*Claim\\[";
    }

    private final String moment;
    private final String type;
    private final String method;
    private final String pattern;

    /**
     * @param place {@code before} or {@code after}, and the method; after means that it returned without an exception
     * @param pattern of a text of the thread's name, the arguments and the result; empty matches everything
     */
    KillPoint(String place, String pattern) {
        int space = place.indexOf(' ');
        int dot = place.lastIndexOf('.');
        this.moment = place.substring(0, space);
        this.type = "dk.slettefrist." + place.substring(space + 1, dot);
        this.method = place.substring(dot + 1);
        this.pattern = pattern;
    }

    String type() {
        return type;
    }

    String method() {
        return method;
    }

    /** Whether only a recording of several parts comes there. */
    boolean needsParts() {
        return this == PARTS_STARTED
                || this == FIRST_PART_ANSWERED
                || this == LAST_PART_ANSWERED
                || this == PARTS_COMPLETED;
    }

    /** What tells the agent to halt there. */
    String command() {
        return "halt 1 " + moment + " " + type + "." + method + " " + pattern;
    }
}
