package dk.slettefrist.storage;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dk.slettefrist.platform.Stopwatch;

/**
 * Shows in the detail of readiness whether the object store answers. A replica without it stays ready: flags must get through, and uploads
 * are answered with 503. So a store that is slow must not keep the answer waiting either: whoever asks gives up on us after a second (the
 * default of Kubernetes) and takes a late answer for "not ready".
 */
@Readiness
@ApplicationScoped
class ObjectStoreHealth implements HealthCheck {

    private static final long PATIENCE_MILLIS = 500;

    private record Question(Stopwatch since, CompletableFuture<Boolean> answer) {}

    private final ObjectStore store;
    private final StorageSettings settings;
    private Question pending = new Question(new Stopwatch(), CompletableFuture.completedFuture(true));
    private volatile boolean answered = true;

    ObjectStoreHealth(ObjectStore store, StorageSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Object store")
                .up()
                .withData("answers", answersSoon())
                .build();
    }

    /** What is late because the machine is busy stays as it was, for as long as a request may take. */
    private boolean answersSoon() {
        Question question = question();
        boolean stillWell = answered && question.since().elapsed().compareTo(settings.answerTimeout()) < 0;
        return question.answer()
                .copy()
                .completeOnTimeout(stillWell, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    /** One at a time: a store that says nothing shall not collect those who wait for it. */
    private synchronized Question question() {
        if (pending.answer().isDone()) {
            pending = new Question(
                    new Stopwatch(), CompletableFuture.supplyAsync(this::answers, Infrastructure.getDefaultExecutor()));
        }
        return pending;
    }

    private boolean answers() {
        answered = asked();
        return answered;
    }

    private boolean asked() {
        try {
            store.present(List.of(ObjectKey.random()));
            return true;
        } catch (ObjectStoreException e) {
            return false;
        }
    }
}
