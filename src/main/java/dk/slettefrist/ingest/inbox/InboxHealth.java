package dk.slettefrist.ingest.inbox;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dk.slettefrist.platform.DatabaseChecks;

/** Shows in the detail of readiness which inboxes cannot be emptied. A replica stays ready: all else goes on. */
@Readiness
@ApplicationScoped
class InboxHealth implements HealthCheck {

    private final InboxBook book;
    private final DatabaseChecks checks;

    InboxHealth(InboxBook book, DatabaseChecks checks) {
        this.book = book;
        this.checks = checks;
    }

    @Override
    public HealthCheckResponse call() {
        return checks.named("Inboxes", answer -> book.all().forEach(state -> answer.withData(
                        state.source() + ".failingSince",
                        state.failingSince() == null
                                ? "never"
                                : state.failingSince().toString())
                .withData(state.source() + ".lookedAt", state.lookedAt().toString())
                .withData(state.source() + ".waiting", state.waiting())
                .withData(state.source() + ".refused", state.refused())));
    }
}
