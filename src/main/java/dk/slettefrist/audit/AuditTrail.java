package dk.slettefrist.audit;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.platform.Page;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.Period;
import dk.slettefrist.platform.TimeSource;

/**
 * Reads the record. Who reads it is written down before he gets it, and what is told ends at that moment: no reading tells of itself, nor of
 * what comes after its first page.
 */
@ApplicationScoped
class AuditTrail {

    private final AuditLog log;
    private final TimeSource time;

    AuditTrail(AuditLog log, TimeSource time) {
        this.log = log;
        this.time = time;
    }

    /** One page, in the transaction of its event. */
    @Transactional
    Page<AuditEvent> page(Period asked, AuditCursor after, int limit, AuditReader reader) {
        Instant now = note(asked, after == null, reader);
        Instant end = earlier(earlier(asked.to(), now), after == null ? now : after.end());
        List<AuditEvent> rows = log.page(asked.from(), end, after == null ? null : after.last(), limit + 1);
        return Page.of(rows, limit, last -> AuditCursor.after(last, end).packed());
    }

    /**
     * Begins to read all.
     *
     * @return what is to be read by {@link #after}
     */
    @Transactional
    Period open(Period asked, AuditReader reader) {
        Instant now = note(asked, true, reader);
        return new Period(asked.from(), earlier(asked.to(), now));
    }

    /** What follows an event, null for the beginning; empty at the end. Each in a transaction of its own. */
    @Transactional
    List<AuditEvent> after(AuditEvent last, Period opened) {
        return log.page(
                opened.from(),
                opened.to(),
                last == null ? null : AuditCursor.after(last, opened.to()).last(),
                Parameters.MAX_LIMIT);
    }

    private Instant note(Period asked, boolean first, AuditReader reader) {
        Instant now = time.now();
        log.append(new AuditEvent(
                0, now, AuditType.AUDIT_READ, reader.name(), null, null, null, reader.detail(asked, first)));
        return now;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
