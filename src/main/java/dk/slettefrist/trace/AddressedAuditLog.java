package dk.slettefrist.trace;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.platform.ClientAddress;
import dk.slettefrist.platform.Cursor;

/**
 * Adds to every event from where it was asked for, so that no feature has to carry an address along. What the service does by itself comes from
 * nowhere, also where a request gave rise to it.
 */
@Decorator
@Priority(1)
class AddressedAuditLog implements AuditLog {

    private final AuditLog log;
    private final CurrentVertxRequest current;

    AddressedAuditLog(@Delegate AuditLog log, CurrentVertxRequest current) {
        this.log = log;
        this.current = current;
    }

    @Override
    public void append(Collection<AuditEvent> events) {
        String address = client().orElse(null);
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

    /** Of the request that this thread answers; empty when it answers none. */
    private Optional<String> client() {
        RoutingContext request = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        return Optional.ofNullable(request).map(RoutingContext::request).flatMap(ClientAddress::of);
    }

    private static AuditEvent addressed(AuditEvent event, String address) {
        boolean asked = event.address() == null && !event.actor().equals(AuditEvent.SERVICE);
        return asked ? event.from(address) : event;
    }
}
