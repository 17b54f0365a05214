package dk.slettefrist.ingest.inbox;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows in the detail of readiness which inboxes cannot be emptied. A replica stays ready: all else goes on. */
@Readiness
@ApplicationScoped
class InboxHealth implements HealthCheck {

    private final InboxBook book;

    InboxHealth(InboxBook book) {
        this.book = book;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("Inboxes").up();
        book.all().forEach(state -> answer.withData(
                        state.source() + ".failingSince",
                        state.failingSince() == null
                                ? "never"
                                : state.failingSince().toString())
                .withData(state.source() + ".lookedAt", state.lookedAt().toString())
                .withData(state.source() + ".waiting", state.waiting())
                .withData(state.source() + ".refused", state.refused()));
        return answer.build();
    }
}
