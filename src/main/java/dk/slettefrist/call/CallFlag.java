package dk.slettefrist.call;

import java.time.Instant;

/**
 * That a call was saved.
 *
 * @param at by the database's time
 * @param by the user; this, reason and note are null once the call is forgotten, but not while the flag waits for a recording
 * @param note the operator's own words, or null
 */
public record CallFlag(Instant at, String by, FlagReason reason, String note) {

    /** Whether its call was forgotten, or it waited in vain: only that it was set is left of it, and it saves nothing any more. */
    public boolean isOver() {
        return reason == null;
    }
}
