package dk.slettefrist.ingest.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Wakes the look into the inboxes, once in the cluster: Quartz keeps the job in the database. While one of them hangs, this replica sees to all. */
@ApplicationScoped
class InboxJob {

    private final Inboxes inboxes;
    private final SideBySide rounds;

    InboxJob(Inboxes inboxes, InboxRound round, InboxSettings settings) {
        this.inboxes = inboxes;
        this.rounds = new SideBySide(round::run, settings.every());
    }

    @Scheduled(
            identity = "inbox",
            every = "{slettefrist.inbox.every:PT10S}",
            delayed = "PT5S",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        rounds.run(inboxes.all());
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.stop();
    }
}
