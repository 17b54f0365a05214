package dk.slettefrist.storage;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows in the detail of readiness whether the object store answers. A replica without it stays ready: flags must get through, and uploads
 * are answered with 503.
 */
@Readiness
@ApplicationScoped
class ObjectStoreHealth implements HealthCheck {

    private final ObjectStore store;

    ObjectStoreHealth(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Object store")
                .up()
                .withData("answers", answers())
                .build();
    }

    private boolean answers() {
        try {
            store.present(List.of(ObjectKey.random()));
            return true;
        } catch (ObjectStoreException e) {
            return false;
        }
    }
}
