package dk.slettefrist.ingest;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows in the detail of readiness how many PBXs have a clock that is off. Their clocks can only shorten a period, so the replica stays ready. */
@Readiness
@ApplicationScoped
class SourceClockHealth implements HealthCheck {

    private final SourceClocks clocks;

    SourceClockHealth(SourceClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Clocks of sources")
                .up()
                .withData("beyondMaxSkew", clocks.beyond())
                .build();
    }
}
