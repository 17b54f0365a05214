package dk.slettefrist.report;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Wakes the tally, once in the cluster: Quartz keeps the job in the database. */
@ApplicationScoped
class PurgeTallyJob {

    private final PurgeTally tally;

    PurgeTallyJob(PurgeTally tally) {
        this.tally = tally;
    }

    /** A year is made up for in some minutes, a day in a transaction. What is not counted yet, reports count themselves. */
    @Scheduled(
            identity = "purge-tally",
            every = "PT10M",
            delayed = "PT20S",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        boolean more = true;
        while (more) {
            more = tally.countOneDay();
        }
    }
}
