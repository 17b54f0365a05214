package dk.slettefrist.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.Cursor;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;

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
        Parameters parameters = Parameters.with("from", from).and("to", to);
        String beyond = "";
        if (after != null) {
            beyond = " and (at > :at or (at = :at and id > :id))";
            parameters.and("at", after.at()).and("id", after.number());
        }
        return find("at >= :from and at < :to" + beyond + " order by at, id", parameters).page(0, limit).stream()
                .map(AuditEventEntity::toEvent)
                .toList();
    }
}
