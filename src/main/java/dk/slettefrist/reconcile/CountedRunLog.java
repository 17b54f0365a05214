package dk.slettefrist.reconcile;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Has a run written down and adds it up in {@code slettefrist.reconciled}, tagged {@code kind}. It is counted once and in any case: what was
 * done is done, also when the database that it should be written to is away.
 */
@ApplicationScoped
class CountedRunLog implements RunLog {

    private final PostgresRunLog rows;
    private final MeterRegistry meters;

    CountedRunLog(PostgresRunLog rows, MeterRegistry meters) {
        this.rows = rows;
        this.meters = meters;
    }

    @Override
    public void ended(Findings findings) {
        try {
            rows.ended(findings);
        } finally {
            count("orphan", findings.objects().orphans());
            count("upload", findings.uploads().orphans());
            count("missing", findings.rows().marked());
            count("unknown", findings.rows().unknown());
            count("found", findings.rows().found());
            count("uncovered", findings.rows().uncovered());
        }
    }

    private void count(String kind, long more) {
        Counter.builder("slettefrist.reconciled")
                .description("What the reconciler found and mended, or could not find out")
                .tag("kind", kind)
                .register(meters)
                .increment(more);
    }
}
