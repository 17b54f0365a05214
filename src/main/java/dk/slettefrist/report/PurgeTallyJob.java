package dk.slettefrist.report;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Wakes the tally, once in the cluster: Quartz keeps the job in the database. */
@ApplicationScoped
class PurgeTallyJob {

    private final PurgeTally tally;
    private final PurgeSums sums;

    PurgeTallyJob(PurgeTally tally, PurgeSums sums) {
        this.tally = tally;
        this.sums = sums;
    }

    /**
     * A year is made up for in some minutes, a day in a transaction. What is not counted or added yet, reports count and add themselves; a day that cannot be
     * added keeps none from being counted.
     */
    @Scheduled(
            identity = "purge-tally",
            every = "PT10M",
            delayed = "PT20S",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        tally.discardUnlessRight();
        try {
            while (sums.addOneDay() || tally.countOneDay()) {
                // until both are done
            }
        } finally {
            while (tally.countOneDay()) {
                // where a day could not be added
            }
        }
    }
}
