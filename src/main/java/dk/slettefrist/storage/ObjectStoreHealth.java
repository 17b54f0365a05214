package dk.slettefrist.storage;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the object store answers. */
@Readiness
@ApplicationScoped
class ObjectStoreHealth implements HealthCheck {

    private final ObjectStore store;

    ObjectStoreHealth(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.present(List.of(ObjectKey.random()));
            return HealthCheckResponse.up("Object store");
        } catch (ObjectStoreException e) {
            return HealthCheckResponse.down("Object store");
        }
    }
}
