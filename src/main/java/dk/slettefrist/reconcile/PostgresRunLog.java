package dk.slettefrist.reconcile;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.MeterRegistry;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.TimeSource;

/**
 * Writes how a run ended into table {@code reconciliation}, into the audit when it put anything right, and adds it up in {@code
 * slettefrist.reconciled}, tagged {@code kind}.
 */
@ApplicationScoped
class PostgresRunLog implements RunLog {

    private final EntityManager entities;
    private final AuditLog audit;
    private final TimeSource time;
    private final MeterRegistry meters;

    PostgresRunLog(EntityManager entities, AuditLog audit, TimeSource time, MeterRegistry meters) {
        this.entities = entities;
        this.audit = audit;
        this.time = time;
        this.meters = meters;
    }

    @Override
    @Transactional
    public void ended(Findings findings) {
        Instant now = time.now();
        write(findings, now);
        if (findings.changed()) {
            audit.append(new AuditEvent(
                    0, now, AuditType.RECONCILED, AuditEvent.SERVICE, null, null, null, detail(findings)));
        }
        count("orphan", findings.objects().orphans());
        count("upload", findings.uploads().orphans());
        count("missing", findings.rows().marked());
        count("found", findings.rows().found());
        count("uncovered", findings.rows().uncovered());
    }

    static String detail(Findings findings) {
        return "orphans=%d uploads=%d missing=%d found=%d uncovered=%d%s"
                .formatted(
                        findings.objects().orphans(),
                        findings.uploads().orphans(),
                        findings.rows().marked(),
                        findings.rows().found(),
                        findings.rows().uncovered(),
                        findings.stopped() ? " stopped" : "");
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

    private void count(String kind, long more) {
        meters.counter("slettefrist.reconciled", "kind", kind).increment(more);
    }
}
