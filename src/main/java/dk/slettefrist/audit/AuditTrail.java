package dk.slettefrist.audit;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Period;

/** Reads the record, each page in a transaction of its own. */
@ApplicationScoped
class AuditTrail {

    private final AuditLog log;

    AuditTrail(AuditLog log) {
        this.log = log;
    }

    @Transactional
    List<AuditEvent> page(Period period, Cursor after, int limit) {
        return log.page(period.from(), period.to(), after, limit);
    }
}
