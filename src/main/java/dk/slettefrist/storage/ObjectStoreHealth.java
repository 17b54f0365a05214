package dk.slettefrist.storage;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows in the detail of readiness whether the object store answers. A replica without it stays ready: flags must get through, and uploads
 * are answered with 503. So a store that is slow must not keep the answer waiting either: whoever asks gives up on us after a second (the
 * default of Kubernetes) and takes a late answer for "not ready".
 */
@Readiness
@ApplicationScoped
class ObjectStoreHealth implements HealthCheck {

    private static final long PATIENCE_MILLIS = 500;

    private final ObjectStore store;
    private CompletableFuture<Boolean> pending = CompletableFuture.completedFuture(true);

    ObjectStoreHealth(ObjectStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Object store")
                .up()
                .withData("answers", answersSoon())
                .build();
    }

    private boolean answersSoon() {
        return question()
                .copy()
                .completeOnTimeout(false, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    /** One at a time: a store that says nothing shall not collect those who wait for it. */
    private synchronized CompletableFuture<Boolean> question() {
        if (pending.isDone()) {
            pending = CompletableFuture.supplyAsync(this::answers, Infrastructure.getDefaultExecutor());
        }
        return pending;
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
