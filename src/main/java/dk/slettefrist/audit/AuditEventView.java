package dk.slettefrist.audit;

import java.time.Instant;
import java.util.UUID;

/** An audit event as auditors see it. Fields as in {@link AuditEvent}. */
public record AuditEventView(
        long id,
        Instant at,
        AuditType type,
        String actor,
        UUID call,
        UUID recording,
        String reason,
        String detail,
        String address) {

    static AuditEventView from(AuditEvent e) {
        return new AuditEventView(
                e.id(), e.at(), e.type(), e.actor(), e.call(), e.recording(), e.reason(), e.detail(), e.address());
    }
}
