package dk.slettefrist.reconcile;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows in the detail of readiness what is missing and how the last comparison of bucket and rows ended. Neither makes a replica unready:
 * what is left must be served, saved and deleted.
 */
@Readiness
@ApplicationScoped
class ReconcileHealth implements HealthCheck {

    private final ReconcileWatch watch;

    ReconcileHealth(ReconcileWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        ReconcileWatch.State state = watch.now();
        return HealthCheckResponse.named("Reconciliation")
                .up()
                .withData("missing", state.missing())
                .withData("foreign", state.foreign())
                .withData("unsettled", state.unsettled())
                .withData("stopped", state.stopped())
                .withData(
                        "completedAt",
                        state.completedAt() == null
                                ? "never"
                                : state.completedAt().toString())
                .build();
    }
}
