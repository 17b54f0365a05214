package dk.slettefrist.flag;

import dk.slettefrist.call.CallView;
import dk.slettefrist.call.FlagReason;
import dk.slettefrist.simulation.Parts;

/** What an operator asks of a replica in the simulation, past HTTP. */
public final class SimulatedOperator {

    private static final String NAME = "operator";
    private static final FlagOrder ORDER = new FlagOrder(NAME, FlagReason.THREAT, "note");

    private final FlagService flags;
    private final ExtensionFlag extensions;

    public SimulatedOperator(Parts parts) {
        this.flags = parts.of(FlagService.class);
        this.extensions = parts.of(ExtensionFlag.class);
    }

    /** @return whether the flag waits: 202, else 200 */
    public boolean flag(String callId) {
        return flags.flag(callId, null, ORDER).waiting();
    }

    public void unflag(String callId) {
        flags.unflag(callId, null, NAME);
    }

    /** @param current whether the call going on is meant, else the last one */
    public CallView flagByExtension(String extension, boolean current) {
        return extensions
                .flag(extension, ORDER, current ? ExtensionCall.CURRENT : ExtensionCall.LAST)
                .call();
    }

    /** The call of which a committed flag tells. */
    public static String callId(Object result) {
        return ((FlagResult) result).call().callId();
    }
}
