package dk.slettefrist.reconcile;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dk.slettefrist.platform.DatabaseChecks;

/**
 * Shows in the detail of readiness what is missing and how the last comparison of bucket and rows ended. Neither makes a replica unready:
 * what is left must be served, saved and deleted.
 */
@Readiness
@ApplicationScoped
class ReconcileHealth implements HealthCheck {

    private final ReconcileWatch watch;
    private final DatabaseChecks checks;

    ReconcileHealth(ReconcileWatch watch, DatabaseChecks checks) {
        this.watch = watch;
        this.checks = checks;
    }

    @Override
    public HealthCheckResponse call() {
        return checks.named("Reconciliation", answer -> {
            ReconcileWatch.State state = watch.now();
            answer.withData("missing", state.missing())
                    .withData("foreign", state.foreign())
                    .withData("unsettled", state.unsettled())
                    .withData("stopped", state.stopped())
                    .withData(
                            "completedAt",
                            state.completedAt() == null
                                    ? "never"
                                    : state.completedAt().toString());
        });
    }
}
