package dk.slettefrist.gap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Wakes the search for gaps, once in the cluster: Quartz keeps the job in the database. */
@ApplicationScoped
class GapJob {

    private final GapWatch watch;

    GapJob(GapWatch watch) {
        this.watch = watch;
    }

    @Scheduled(
            identity = "gaps",
            every = "{slettefrist.gaps.every:PT1M}",
            delayed = "PT30S",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        watch.search();
    }
}
