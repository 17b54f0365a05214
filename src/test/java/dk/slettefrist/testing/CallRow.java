package dk.slettefrist.testing;

import dk.slettefrist.call.Call;

/**
 * A row of the in-memory calls.
 *
 * @param key the PBX's identifier, by which the call is found after its own is emptied
 */
record CallRow(Call call, String key) {}
