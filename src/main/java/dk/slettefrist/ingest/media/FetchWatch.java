package dk.slettefrist.ingest.media;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Alarm;
import dk.slettefrist.platform.TimeSource;

/** Tells how it stands with recordings at PBXs: what became of attempts, and what waits for long, in metrics, health and log. */
@ApplicationScoped
class FetchWatch {

    private static final Logger LOG = Logger.getLogger(FetchWatch.class);

    private final FetchStatements statements;
    private final TimeSource time;
    private final MediaSettings settings;
    private final MeterRegistry registry;
    private final Alarm waiting = new Alarm();
    private final Alarm run = new Alarm();

    FetchWatch(FetchStatements statements, TimeSource time, MediaSettings settings, MeterRegistry registry) {
        this.statements = statements;
        this.time = time;
        this.settings = settings;
        this.registry = registry;
    }

    void register(@Observes StartupEvent event, FetchWatch self) {
        gauge(
                self,
                "slettefrist.media.waiting",
                "Recordings that lie ready at PBXs and are not fetched yet",
                State::toFetch);
        gauge(
                self,
                "slettefrist.media.waiting.oldest.seconds",
                "For how long the oldest of them has waited",
                State::oldestToFetch);
        gauge(self, "slettefrist.media.undeleted", "Copies at PBXs that are to be deleted there", State::toDelete);
        gauge(
                self,
                "slettefrist.media.undeleted.oldest.seconds",
                "For how long the oldest of them has waited",
                State::oldestToDelete);
    }

    @Transactional
    State now() {
        Instant now = time.now();
        FetchStatements.Backlog fetches = statements.backlog("TO_FETCH");
        FetchStatements.Backlog deletions = statements.backlog("TO_DELETE");
        return new State(
                fetches.waiting(), age(fetches.oldest(), now), deletions.waiting(), age(deletions.oldest(), now));
    }

    /** Says what waits for too long. */
    void look(State state) {
        long oldest = Math.max(state.oldestToFetch(), state.oldestToDelete());
        waiting.set(
                isLong(oldest),
                () -> LOG.warnf(
                        "Recordings wait at PBXs for long toFetch=%d toDelete=%d oldestSeconds=%d",
                        state.toFetch(), state.toDelete(), oldest));
    }

    boolean isLong(long seconds) {
        return seconds > settings.alarmAfter().toSeconds();
    }

    /** An attempt came to this. */
    void ended(Fetch fetch, String outcome) {
        count("slettefrist.media.attempts", fetch, outcome);
        LOG.debugf(
                "An attempt at a recording at a PBX ended source=%s outcome=%s fetchId=%s",
                fetch.source(), outcome, fetch.id());
    }

    /** It was the last attempt, and in vain. */
    void givenUp(Fetch fetch, String outcome) {
        ended(fetch, outcome);
        count("slettefrist.media.given.up", fetch, outcome);
        LOG.warnf(
                "Giving up %s source=%s outcome=%s fetchId=%s",
                fetch.isDeletion() ? "the deletion of a PBX's copy" : "a recording at a PBX",
                fetch.source(),
                outcome,
                fetch.id());
    }

    void runFailed(Exception e) {
        run.set(true, () -> LOG.error("Fetching from PBXs fails, trying again and again", e));
    }

    void runEnded() {
        run.set(false, () -> {});
    }

    private void count(String name, Fetch fetch, String outcome) {
        registry.counter(name, "source", fetch.source(), "outcome", outcome).increment();
    }

    private void gauge(FetchWatch self, String name, String description, ToDoubleFunction<State> value) {
        Gauge.builder(name, () -> value.applyAsDouble(self.now()))
                .description(description)
                .register(registry);
    }

    private static long age(Instant oldest, Instant now) {
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds());
    }

    /** Ages in whole seconds, 0 when nothing waits. */
    record State(long toFetch, long oldestToFetch, long toDelete, long oldestToDelete) {}
}
