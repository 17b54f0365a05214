package dk.slettefrist.ingest.media;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Alarm;
import dk.slettefrist.platform.Glance;
import dk.slettefrist.platform.TimeSource;

/** Tells how it stands with recordings at PBXs: what became of attempts, and what waits for long, in metrics, health and log. */
@ApplicationScoped
class FetchWatch {

    private static final Logger LOG = Logger.getLogger(FetchWatch.class);

    private final FetchStatements statements;
    private final TimeSource time;
    private final MediaSettings settings;
    private final MeterRegistry registry;
    private static final String NOT_THERE = MediaException.Kind.NOT_THERE.label();

    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Alarm waiting = new Alarm();
    private final Alarm run = new Alarm();
    private Glance<State> glance;

    FetchWatch(FetchStatements statements, TimeSource time, MediaSettings settings, MeterRegistry registry) {
        this.statements = statements;
        this.time = time;
        this.settings = settings;
        this.registry = registry;
    }

    void register(@Observes StartupEvent event, FetchWatch self) {
        glance = new Glance<>(self::now);
        gauge("slettefrist.media.waiting", State::toFetch, "Recordings that lie ready at PBXs and are not fetched yet");
        gauge(
                "slettefrist.media.waiting.oldest.seconds",
                State::oldestToFetch,
                "How long the oldest of them has waited");
        gauge("slettefrist.media.undeleted", State::toDelete, "Copies at PBXs that are to be deleted there");
        gauge(
                "slettefrist.media.undeleted.oldest.seconds",
                State::oldestToDelete,
                "How long the oldest of them has waited");
    }

    /** A figure of a moment ago; not a number when the database does not say. */
    double figure(ToDoubleFunction<State> figure) {
        return glance.of(figure);
    }

    @Transactional
    State now() {
        Instant now = time.now();
        FetchStatements.Backlog fetches = statements.backlog("TO_FETCH", now);
        FetchStatements.Backlog deletions = statements.backlog("TO_DELETE", now);
        return new State(
                fetches.waiting(), age(fetches.oldest(), now), deletions.waiting(), age(deletions.oldest(), now));
    }

    /** Says what waits for too long. */
    void look(State state) {
        waiting.set(
                isLong(state.oldest()),
                () -> LOG.warnf(
                        "Recordings wait at PBXs for long toFetch=%d toDelete=%d oldestSeconds=%d",
                        state.toFetch(), state.toDelete(), state.oldest()));
    }

    boolean isLong(double seconds) {
        return seconds > settings.alarmAfter().toSeconds();
    }

    /** An attempt came to this. */
    void ended(Fetch fetch, String outcome) {
        count(
                "slettefrist.media.attempts",
                "Attempts to fetch recordings from PBXs, or to delete their copies",
                fetch,
                outcome);
        LOG.debugf(
                "An attempt at a recording at a PBX ended source=%s outcome=%s fetchId=%s",
                fetch.source(), outcome, fetch.id());
    }

    /**
     * It came to nothing and is made again. Said once for each source and outcome, for it may be a matter of the settings; but that a file is
     * not there yet is common.
     */
    void failed(Fetch fetch, String outcome) {
        ended(fetch, outcome);
        if (!outcome.equals(NOT_THERE) && said.add(fetch.source() + " " + outcome)) {
            LOG.warnf(
                    "A PBX does not give or delete a recording, trying again source=%s outcome=%s; docs/CONFIGURATION.md says what that may be",
                    fetch.source(), outcome);
        }
    }

    /** It was the last attempt, and in vain. */
    void givenUp(Fetch fetch, String outcome) {
        ended(fetch, outcome);
        count("slettefrist.media.given.up", "Recordings not had, and copies not deleted, at PBXs", fetch, outcome);
        LOG.warnf(
                "Giving up %s source=%s outcome=%s fetchId=%s",
                fetch.isDeletion() ? "the deletion of a PBX's copy" : "a recording at a PBX",
                fetch.source(),
                outcome,
                fetch.id());
    }

    void runFailed(Throwable e) {
        run.set(true, () -> LOG.error("Fetching from PBXs fails, trying again and again", e));
    }

    void runEnded() {
        run.set(false, () -> {});
    }

    private void count(String name, String description, Fetch fetch, String outcome) {
        Counter.builder(name)
                .description(description)
                .tags("source", fetch.source(), "outcome", outcome)
                .register(registry)
                .increment();
    }

    private void gauge(String name, ToDoubleFunction<State> figure, String description) {
        Gauge.builder(name, () -> figure(figure)).description(description).register(registry);
    }

    private static long age(Instant oldest, Instant now) {
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds());
    }

    /** Ages in whole seconds, 0 when nothing waits. */
    record State(long toFetch, long oldestToFetch, long toDelete, long oldestToDelete) {

        long oldest() {
            return Math.max(oldestToFetch, oldestToDelete);
        }
    }
}
