package dk.slettefrist.trace;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.platform.Cursor;

/**
 * Adds to every event from where it was asked for, so that no feature has to carry an address along. What the service does by itself comes from
 * nowhere, also where a request gave rise to it.
 */
@Decorator
@Priority(1)
class AddressedAuditLog implements AuditLog {

    private final AuditLog log;
    private final ClientAddress client;

    AddressedAuditLog(@Delegate AuditLog log, ClientAddress client) {
        this.log = log;
        this.client = client;
    }

    @Override
    public void append(Collection<AuditEvent> events) {
        String address = client.now().orElse(null);
        log.append(
                address == null
                        ? events
                        : events.stream()
                                .map(event -> addressed(event, address))
                                .toList());
    }

    @Override
    public List<AuditEvent> page(Instant from, Instant to, Cursor after, int limit) {
        return log.page(from, to, after, limit);
    }

    private static AuditEvent addressed(AuditEvent event, String address) {
        boolean asked = event.address() == null && !event.actor().equals(AuditEvent.SERVICE);
        return asked ? event.from(address) : event;
    }
}
