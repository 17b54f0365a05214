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

    ReplicaClockHealth(ReplicaClock clock) {
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Duration skew = clock.skew();
        return HealthCheckResponse.named("Clock")
                .up()
                .withData("skewMillis", skew.toMillis())
                .withData("withinBounds", !clock.isBeyond(skew))
                .build();
    }
}
