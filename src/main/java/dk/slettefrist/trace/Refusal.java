package dk.slettefrist.trace;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.ClientAddress;

/**
 * A request that was refused, without anything that a stranger could have made up.
 *
 * @param actor a user who proved who he is, or a configured name that was told; else {@link AuditEvent#UNKNOWN}
 * @param address of the client; null for several
 * @param request method and address of what was asked for, without identifiers
 */
record Refusal(AuditType type, String actor, String address, String request) {

    /**
     * What is counted together.
     *
     * @param network the address; of an IPv6 address the first 64 bits, for every machine has all the others; null for several
     */
    record Kind(AuditType type, String actor, String network) {}

    Kind kind() {
        return new Kind(type, actor, network());
    }

    /** The same without saying who and from where: there are too many. */
    Refusal ofMany() {
        return new Refusal(type, AuditEvent.UNKNOWN, null, request);
    }

    private String network() {
        return address == null ? null : ClientAddress.network(address);
    }
}
