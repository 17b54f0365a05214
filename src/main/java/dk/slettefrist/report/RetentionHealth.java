package dk.slettefrist.report;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows overdue deletions in the detail of readiness. They do not make a replica unready: it could not catch up then, and flags would be
 * refused as well.
 */
@Readiness
@ApplicationScoped
class RetentionHealth implements HealthCheck {

    private final OverdueWatch watch;

    RetentionHealth(OverdueWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        OverdueWatch.State state = watch.now();
        return HealthCheckResponse.named("Retention")
                .up()
                .withData("overdue", state.count())
                .withData("overdueBeyondTolerance", state.beyondTolerance())
                .withData("oldestOverdueSeconds", state.oldestSeconds())
                .build();
    }
}
