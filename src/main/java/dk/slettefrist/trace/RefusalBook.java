package dk.slettefrist.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.platform.TimeSource;

/** Writes refusals into the audit, all or none. */
@ApplicationScoped
class RefusalBook {

    private final AuditLog audit;
    private final TimeSource time;

    RefusalBook(AuditLog audit, TimeSource time) {
        this.audit = audit;
        this.time = time;
    }

    /** @param uptime now, by the clock of the refusals */
    @Transactional
    void write(List<Folded> refusals, Duration uptime) {
        Instant now = time.now();
        audit.append(refusals.stream().map(folded -> folded.event(now, uptime)).toList());
    }
}
