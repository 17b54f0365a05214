package dk.slettefrist.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import dk.slettefrist.platform.Cursor;

/** The port to the append-only record. Nothing in it is ever changed or removed. */
public interface AuditLog {

    /** Writes events in the caller's transaction: they stand exactly when what they tell of stands. */
    void append(Collection<AuditEvent> events);

    /** Writes one event in the caller's transaction. */
    default void append(AuditEvent event) {
        append(List.of(event));
    }

    /**
     * Events in ascending order of time.
     *
     * @param from included
     * @param to not included
     * @param after the last event of the page before, or null
     */
    List<AuditEvent> page(Instant from, Instant to, Cursor after, int limit);
}
