package dk.slettefrist.platform;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows in the detail of readiness how far this replica's clock is off the database's. The database decides, so the replica stays ready. */
@Readiness
@ApplicationScoped
class ReplicaClockHealth implements HealthCheck {

    private final ReplicaClock clock;
    private final DatabaseChecks checks;

    ReplicaClockHealth(ReplicaClock clock, DatabaseChecks checks) {
        this.clock = clock;
        this.checks = checks;
    }

    @Override
    public HealthCheckResponse call() {
        return checks.named("Clock", answer -> {
            Duration skew = clock.skew();
            answer.withData("skewMillis", skew.toMillis()).withData("withinBounds", !clock.isBeyond(skew));
        });
    }
}
