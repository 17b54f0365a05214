package dk.slettefrist.gap;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows gaps in the detail of readiness. They are faults of a PBX or its line: a replica stays ready. */
@Readiness
@ApplicationScoped
class GapHealth implements HealthCheck {

    private final GapWatch watch;

    GapHealth(GapWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("Gaps").up();
        watch.open().forEach((kind, count) -> answer.withData(kind.name(), count));
        return answer.build();
    }
}
