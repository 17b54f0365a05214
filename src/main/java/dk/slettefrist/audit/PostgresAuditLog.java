package dk.slettefrist.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dk.slettefrist.platform.Cursor;

/** The audit events in PostgreSQL, where rights and a trigger refuse every change of what was written. */
@ApplicationScoped
class PostgresAuditLog implements AuditLog, PanacheRepository<AuditEventEntity> {

    @Override
    public void append(Collection<AuditEvent> events) {
        persist(events.stream().map(AuditEventEntity::from));
        flush();
    }

    @Override
    public List<AuditEvent> page(Instant from, Instant to, Cursor after, int limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("from", from, "to", to));
        String beyond = "";
        if (after != null) {
            beyond = " and (at > :at or (at = :at and id > :id))";
            parameters.putAll(Map.of("at", after.at(), "id", after.number()));
        }
        return find("at >= :from and at < :to" + beyond + " order by at, id", parameters).page(0, limit).stream()
                .map(AuditEventEntity::toEvent)
                .toList();
    }
}
