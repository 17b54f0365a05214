package dk.slettefrist.report;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dk.slettefrist.platform.DatabaseChecks;

/**
 * Shows overdue deletions in the detail of readiness. They do not make a replica unready: it could not catch up then, and flags would be
 * refused as well.
 */
@Readiness
@ApplicationScoped
class RetentionHealth implements HealthCheck {

    private final OverdueWatch watch;
    private final DatabaseChecks checks;

    RetentionHealth(OverdueWatch watch, DatabaseChecks checks) {
        this.watch = watch;
        this.checks = checks;
    }

    @Override
    public HealthCheckResponse call() {
        return checks.named("Retention", answer -> {
            OverdueWatch.State state = watch.now();
            answer.withData("overdue", state.count())
                    .withData("overdueBeyondTolerance", state.beyondTolerance())
                    .withData("oldestOverdueSeconds", state.oldestSeconds());
        });
    }
}
