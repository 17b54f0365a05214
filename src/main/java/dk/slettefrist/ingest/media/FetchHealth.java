package dk.slettefrist.ingest.media;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows in the detail of readiness what waits at PBXs. A PBX that is away makes no replica unready. */
@Readiness
@ApplicationScoped
class FetchHealth implements HealthCheck {

    private final FetchWatch watch;

    FetchHealth(FetchWatch watch) {
        this.watch = watch;
    }

    /** Without figures while the database does not say. */
    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("Media at PBXs").up();
        tell(answer, "toFetch", watch.figure(FetchWatch.State::toFetch));
        tell(answer, "toDelete", watch.figure(FetchWatch.State::toDelete));
        double oldest = watch.figure(FetchWatch.State::oldest);
        tell(answer, "oldestSeconds", oldest);
        return answer.withData("waitsForLong", watch.isLong(oldest)).build();
    }

    private static void tell(HealthCheckResponseBuilder answer, String name, double figure) {
        if (!Double.isNaN(figure)) {
            answer.withData(name, (long) figure);
        }
    }
}
