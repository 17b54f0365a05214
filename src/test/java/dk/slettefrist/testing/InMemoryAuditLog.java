package dk.slettefrist.testing;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.platform.Cursor;

/** The audit events in memory. */
final class InMemoryAuditLog implements AuditLog {

    private static final Comparator<AuditEvent> IN_TIME =
            Comparator.comparing(AuditEvent::at).thenComparing(AuditEvent::id);

    private final InMemoryDatabase database;

    InMemoryAuditLog(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void append(Collection<AuditEvent> events) {
        events.forEach(e -> database.events.add(new AuditEvent(
                database.events.size() + 1L,
                e.at(),
                e.type(),
                e.actor(),
                e.call(),
                e.recording(),
                e.reason(),
                e.detail(),
                e.address())));
    }

    @Override
    public List<AuditEvent> page(Instant from, Instant to, Cursor after, int limit) {
        return database.events.stream()
                .filter(event -> !event.at().isBefore(from) && event.at().isBefore(to))
                .filter(event -> after == null || isBeyond(event, after))
                .sorted(IN_TIME)
                .limit(limit)
                .toList();
    }

    private static boolean isBeyond(AuditEvent event, Cursor after) {
        int time = event.at().compareTo(after.at());
        return time > 0 || time == 0 && event.id() > after.number();
    }
}
