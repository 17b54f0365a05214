package dk.slettefrist.call;

import java.time.Instant;

/**
 * That a call was saved.
 *
 * @param at by the database's time
 * @param by the user; this, reason and note are null once the call is forgotten
 * @param note the operator's own words, or null
 */
public record CallFlag(Instant at, String by, FlagReason reason, String note) {}
