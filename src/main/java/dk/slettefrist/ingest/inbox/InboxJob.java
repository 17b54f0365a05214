package dk.slettefrist.ingest.inbox;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Wakes the look into the inboxes, once in the cluster: Quartz keeps the job in the database. */
@ApplicationScoped
class InboxJob {

    private final Inboxes inboxes;
    private final InboxRound round;

    InboxJob(Inboxes inboxes, InboxRound round) {
        this.inboxes = inboxes;
        this.round = round;
    }

    @Scheduled(
            identity = "inbox",
            every = "{slettefrist.inbox.every:PT10S}",
            delayed = "PT5S",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        inboxes.all().forEach(round::run);
    }
}
