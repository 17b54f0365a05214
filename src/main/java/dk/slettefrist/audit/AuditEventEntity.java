package dk.slettefrist.audit;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** The row of {@link AuditEvent}; see the comments of table {@code audit_event}. */
@Entity
@Immutable
@Table(name = "audit_event")
class AuditEventEntity {

    @Id
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

    AuditEvent toEvent() {
        return new AuditEvent(id, at, type, actor, callRef, recording, reason, detail, address);
    }
}
