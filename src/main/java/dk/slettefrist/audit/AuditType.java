package dk.slettefrist.audit;

/** What an audit event tells. */
public enum AuditType {
    /** A recording was stored. */
    RECEIVED,
    /** An upload began and did not succeed. */
    FAILED,
    /** A recording came after its deadline and was not stored. */
    REFUSED,
    /** A call was saved by an operator. */
    FLAGGED,
    /** A call's flag was taken back. */
    UNFLAGGED,
    /** Audio was asked for. */
    LISTENED,
    /** Every byte of a recording was confirmed absent. */
    PURGED,
    /** The retention periods, or other settings, changed. */
    SETTINGS_CHANGED,
    /** The store has no object of a recording that it should have. */
    MISSING,
    /** The object of a missing recording can be read again. */
    FOUND,
    /** Bucket and rows were compared, and something was put right. */
    RECONCILED,
    /** Audio was asked for and not given: the recording is gone, unknown or not stored, or the reason was missing; or nobody asked. */
    LISTENING_REFUSED,
    /** A user asked for what his role may not do. */
    FORBIDDEN,
    /** Somebody showed credentials, or a message, that prove nothing. */
    LOGIN_FAILED,
    /** Somebody read these events. */
    AUDIT_READ
}
