package dk.slettefrist.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

import dk.slettefrist.platform.Cursor;

/** The audit events in PostgreSQL, where rights and a trigger refuse every change of what was written. */
@ApplicationScoped
class PostgresAuditLog implements AuditLog, PanacheRepository<AuditEventEntity> {

    @Override
    public void append(Collection<AuditEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        // One statement for all: the sweep appends hundreds at once. Their numbers follow their order.
        getEntityManager()
                .createNativeQuery(
                        """
                        INSERT INTO audit_event (at, type, actor, call_ref, recording, reason, detail, address)
                        SELECT at, type, actor, call_ref, recording, reason, detail, address
                        FROM unnest(:at, :type, :actor, :call, :recording, :reason, :detail, :address)
                            WITH ORDINALITY AS e (at, type, actor, call_ref, recording, reason, detail, address, number)
                        ORDER BY number
                        """)
                .setParameter("at", column(events, AuditEvent::at, Instant[]::new))
                .setParameter("type", column(events, event -> event.type().name(), String[]::new))
                .setParameter("actor", column(events, AuditEvent::actor, String[]::new))
                .setParameter("call", column(events, AuditEvent::call, UUID[]::new))
                .setParameter("recording", column(events, AuditEvent::recording, UUID[]::new))
                .setParameter("reason", column(events, AuditEvent::reason, String[]::new))
                .setParameter("detail", column(events, AuditEvent::detail, String[]::new))
                .setParameter("address", column(events, AuditEvent::address, String[]::new))
                .executeUpdate();
    }

    private static <T> T[] column(
            Collection<AuditEvent> events, Function<AuditEvent, T> value, IntFunction<T[]> array) {
        return events.stream().map(value).toArray(array);
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
