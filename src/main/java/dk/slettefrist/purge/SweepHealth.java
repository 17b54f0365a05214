package dk.slettefrist.purge;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows in the detail of readiness whether the sweep of this replica works. A replica whose sweep fails stays ready: flags must get through. */
@Readiness
@ApplicationScoped
class SweepHealth implements HealthCheck {

    private final SweepWatch watch;

    SweepHealth(SweepWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Sweep")
                .up()
                .withData("works", watch.works())
                .withData("failingSeconds", watch.failingSeconds())
                .build();
    }
}
