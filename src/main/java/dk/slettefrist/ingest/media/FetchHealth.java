package dk.slettefrist.ingest.media;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows in the detail of readiness what waits at PBXs. A PBX that is away makes no replica unready. */
@Readiness
@ApplicationScoped
class FetchHealth implements HealthCheck {

    private final FetchWatch watch;

    FetchHealth(FetchWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        FetchWatch.State state = watch.now();
        return HealthCheckResponse.named("Media at PBXs")
                .up()
                .withData("toFetch", state.toFetch())
                .withData("oldestToFetchSeconds", state.oldestToFetch())
                .withData("toDelete", state.toDelete())
                .withData("oldestToDeleteSeconds", state.oldestToDelete())
                .withData("waitsForLong", watch.isLong(Math.max(state.oldestToFetch(), state.oldestToDelete())))
                .build();
    }
}
