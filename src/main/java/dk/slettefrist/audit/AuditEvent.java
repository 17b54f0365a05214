package dk.slettefrist.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * Who did what when. The service writes no number, no note and no name of a citizen; a reason for listening is free text of the listener.
 *
 * @param id ascending in the order of writing; 0 before it is written
 * @param at by the database's time
 * @param actor user or source; {@link #SERVICE} for the service itself
 * @param call our identifier of the call, or null
 * @param recording our identifier of the recording, or null
 * @param reason given for listening, or the reason of a flag; or null
 * @param detail what else belongs to it, or null
 */
public record AuditEvent(
        long id, Instant at, AuditType type, String actor, UUID call, UUID recording, String reason, String detail) {

    /** The actor of what the service does by itself. */
    public static final String SERVICE = "slettefrist";

    /** An event that concerns a recording. */
    public static AuditEvent ofRecording(Instant at, AuditType type, String actor, UUID call, UUID recording) {
        return new AuditEvent(0, at, type, actor, call, recording, null, null);
    }

    /** The same event with what else belongs to it. */
    public AuditEvent detailed(String more) {
        return new AuditEvent(id, at, type, actor, call, recording, reason, more);
    }

    /** The same event with a reason. */
    public AuditEvent because(String reason) {
        return new AuditEvent(id, at, type, actor, call, recording, reason, detail);
    }
}
