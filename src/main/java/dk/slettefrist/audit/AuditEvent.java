package dk.slettefrist.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * Who did what when, and from where. The service writes no number, no note and no name of a citizen; a reason for listening is free text of the listener.
 *
 * @param id ascending in the order of writing; 0 before it is written
 * @param at by the database's time
 * @param actor user or source; {@link #SERVICE} for the service itself, {@link #UNKNOWN} for whoever did not prove who he is
 * @param call our identifier of the call, or null
 * @param recording our identifier of the recording, or null
 * @param reason given for listening, or the reason of a flag; or null
 * @param detail what else belongs to it, or null
 * @param address the IP address of the client, or null; what is written while a request is answered gets it by itself
 */
public record AuditEvent(
        long id,
        Instant at,
        AuditType type,
        String actor,
        UUID call,
        UUID recording,
        String reason,
        String detail,
        String address) {

    /** The actor of what the service does by itself. */
    public static final String SERVICE = "slettefrist";

    /** The actor when nobody knows who it was. */
    public static final String UNKNOWN = "unknown";

    /** An event without an address. */
    public AuditEvent(
            long id,
            Instant at,
            AuditType type,
            String actor,
            UUID call,
            UUID recording,
            String reason,
            String detail) {
        this(id, at, type, actor, call, recording, reason, detail, null);
    }

    /** An event that concerns a recording. */
    public static AuditEvent ofRecording(Instant at, AuditType type, String actor, UUID call, UUID recording) {
        return new AuditEvent(0, at, type, actor, call, recording, null, null);
    }

    /** The same event with what else belongs to it. */
    public AuditEvent detailed(String more) {
        return new AuditEvent(id, at, type, actor, call, recording, reason, more, address);
    }

    /** The same event with a reason. */
    public AuditEvent because(String reason) {
        return new AuditEvent(id, at, type, actor, call, recording, reason, detail, address);
    }

    /** The same event with an address; null is none. */
    public AuditEvent from(String address) {
        return new AuditEvent(id, at, type, actor, call, recording, reason, detail, address);
    }
}
