package dk.slettefrist.flag;

import dk.slettefrist.call.CallView;

/**
 * What a PBX is told of a call that it saved: not who spoke, nor what an operator noted.
 *
 * @param state UNKNOWN while the flag waits for the call
 */
record SavedCall(String callId, String source, CallView.State state, boolean flagged) {

    static SavedCall from(CallView call) {
        return new SavedCall(call.callId(), call.source(), call.state(), call.flagged());
    }
}
