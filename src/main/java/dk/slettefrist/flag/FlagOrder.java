package dk.slettefrist.flag;

import dk.slettefrist.call.FlagReason;

/**
 * That a call is to be saved.
 *
 * @param by the user
 * @param note the operator's own words, or null
 */
record FlagOrder(String by, FlagReason reason, String note) {}
