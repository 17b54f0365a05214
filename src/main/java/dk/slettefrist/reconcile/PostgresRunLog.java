package dk.slettefrist.reconcile;

import java.time.Instant;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.reconcile.Findings.Ending;

/** Writes how a run ended into table {@code reconciliation}, unless it failed on the way, and into the audit when it put anything right. */
@ApplicationScoped
class PostgresRunLog {

    private final EntityManager entities;
    private final AuditLog audit;
    private final TimeSource time;

    PostgresRunLog(EntityManager entities, AuditLog audit, TimeSource time) {
        this.entities = entities;
        this.audit = audit;
        this.time = time;
    }

    @Transactional
    void ended(Findings findings) {
        Instant now = time.now();
        if (!findings.failed()) {
            write(findings, now);
        }
        if (findings.changed()) {
            audit.append(new AuditEvent(
                    0, now, AuditType.RECONCILED, AuditEvent.SERVICE, null, null, null, detail(findings)));
        }
    }

    static String detail(Findings findings) {
        return "orphans=%d uploads=%d missing=%d found=%d uncovered=%d%s"
                .formatted(
                        findings.objects().orphans(),
                        findings.uploads().orphans(),
                        findings.rows().marked(),
                        findings.rows().found(),
                        findings.rows().uncovered(),
                        findings.ending() == Ending.COMPLETE
                                ? ""
                                : " " + findings.ending().name().toLowerCase(Locale.ROOT));
    }

    /** A run that was stopped counted nothing: what the last complete one counted stays. */
    private void write(Findings findings, Instant now) {
        String counts = findings.stopped()
                ? ""
                : ", completed_at = excluded.completed_at, objects = excluded.objects,"
                        + " foreign_objects = excluded.foreign_objects, unsettled = excluded.unsettled";
        entities.createNativeQuery(
                        """
                        INSERT INTO reconciliation (ended_at, completed_at, stopped, objects, foreign_objects, unsettled)
                        VALUES (:now, CASE WHEN :stopped THEN NULL ELSE CAST(:now AS timestamptz) END, :stopped, :objects,
                            :foreign, :unsettled)
                        ON CONFLICT ON CONSTRAINT reconciliation_pk
                        DO UPDATE SET ended_at = excluded.ended_at, stopped = excluded.stopped %s
                        """
                                .formatted(counts))
                .setParameter("now", now)
                .setParameter("stopped", findings.stopped())
                .setParameter("objects", findings.objects().objects())
                .setParameter("foreign", findings.objects().foreign())
                .setParameter("unsettled", findings.unsettled())
                .executeUpdate();
    }
}
