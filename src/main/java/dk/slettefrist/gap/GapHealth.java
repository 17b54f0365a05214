package dk.slettefrist.gap;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dk.slettefrist.platform.DatabaseChecks;

/** Shows gaps in the detail of readiness. They are faults of a PBX or its line: a replica stays ready. */
@Readiness
@ApplicationScoped
class GapHealth implements HealthCheck {

    private final GapWatch watch;
    private final DatabaseChecks checks;

    GapHealth(GapWatch watch, DatabaseChecks checks) {
        this.watch = watch;
        this.checks = checks;
    }

    @Override
    public HealthCheckResponse call() {
        return checks.named(
                "Gaps", answer -> watch.open().forEach((kind, count) -> answer.withData(kind.name(), count)));
    }
}
