package dk.slettefrist.audit;

import java.time.Instant;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Parameters;

/**
 * Where the listing of events goes on, and where it ends. Each page that is read is an event itself: a listing that did not keep the end of its
 * first page would run after its own trace, and a reader that asks for one event a page would never come to the end.
 *
 * @param last the last event that was told
 * @param end not included
 */
record AuditCursor(Cursor last, Instant end) {

    private static final String BETWEEN = "|";

    static AuditCursor after(AuditEvent last, Instant end) {
        return new AuditCursor(new Cursor(last.at(), Long.toString(last.id())), end);
    }

    /** As {@link dk.slettefrist.platform.Page} takes it. */
    Cursor packed() {
        return new Cursor(last.at(), last.id() + BETWEEN + end);
    }

    /**
     * @param after what a page before gave, or null for the beginning
     * @throws DomainException.InvalidRequest when it is something else
     */
    static AuditCursor decode(String after) {
        Cursor packed = Cursor.decode(after);
        if (packed == null) {
            return null;
        }
        int between = packed.id().indexOf(BETWEEN);
        Cursor last = new Cursor(packed.at(), packed.id().substring(0, Math.max(0, between)));
        last.number();
        return new AuditCursor(last, Parameters.instant("after", packed.id().substring(between + 1)));
    }
}
