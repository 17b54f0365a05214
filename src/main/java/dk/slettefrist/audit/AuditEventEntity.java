package dk.slettefrist.audit;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** The row of {@link AuditEvent}; see the comments of table {@code audit_event}. */
@Entity
@Immutable
@Table(name = "audit_event")
class AuditEventEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    Instant at;

    @Enumerated(EnumType.STRING)
    AuditType type;

    String actor;

    @Column(name = "call_ref")
    UUID callRef;

    UUID recording;
    String reason;
    String detail;
    String address;

    static AuditEventEntity from(AuditEvent event) {
        AuditEventEntity row = new AuditEventEntity();
        row.at = event.at();
        row.type = event.type();
        row.actor = event.actor();
        row.callRef = event.call();
        row.recording = event.recording();
        row.reason = event.reason();
        row.detail = event.detail();
        row.address = event.address();
        return row;
    }

    AuditEvent toEvent() {
        return new AuditEvent(id, at, type, actor, callRef, recording, reason, detail, address);
    }
}
