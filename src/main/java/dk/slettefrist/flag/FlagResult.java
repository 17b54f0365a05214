package dk.slettefrist.flag;

import dk.slettefrist.call.CallView;

/**
 * The call after a flag was set or taken back.
 *
 * @param waiting whether nothing was ever told of the call yet
 */
record FlagResult(CallView call, boolean waiting) {}
