package dk.slettefrist.gap;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Period;

/** The gaps that were found. */
public interface Gaps {

    /**
     * Writes down a gap, in the caller's transaction. One of the same kind and subject is written once.
     *
     * @param subject our own identifier of what the kind is about
     * @param source the PBX, or null
     */
    void found(GapKind kind, UUID subject, String source, Instant at, Instant now);

    /** What was missing came after all; in the caller's transaction. Nothing changes when there is no such gap, or it is closed. */
    void closed(GapKind kind, UUID subject, Instant now);

    /**
     * Gaps found in a period, in the order in which they were.
     *
     * @param after where the page before ended, or null
     */
    List<Gap> page(Period period, Cursor after, int limit);

    /** Where a listing goes on after a gap. */
    static Cursor cursor(Gap last) {
        return new Cursor(last.foundAt(), last.id().toString());
    }
}
