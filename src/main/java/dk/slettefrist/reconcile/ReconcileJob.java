package dk.slettefrist.reconcile;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Wakes the reconciler, once in the cluster: Quartz keeps the job in the database. */
@ApplicationScoped
class ReconcileJob {

    private final Reconciler reconciler;

    ReconcileJob(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Scheduled(
            identity = "reconcile",
            every = "{slettefrist.reconcile.every:PT10M}",
            delayed = "PT1M",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        reconciler.run();
    }
}
