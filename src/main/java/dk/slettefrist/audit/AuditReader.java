package dk.slettefrist.audit;

import dk.slettefrist.platform.Period;

/**
 * Who reads the record, and how.
 *
 * @param name the user
 * @param method GET or HEAD
 * @param form {@code json} or {@code csv}
 */
record AuditReader(String name, String method, String form) {

    /** What the event of the reading tells: the period that was asked for, whatever of it there is. */
    String detail(Period asked, boolean first) {
        return method + " " + form + " " + asked.from() + "/" + asked.to() + (first ? "" : " next page");
    }
}
