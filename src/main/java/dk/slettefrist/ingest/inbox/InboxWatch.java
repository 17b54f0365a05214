package dk.slettefrist.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dk.slettefrist.ingest.inbox.InboxBook.State;
import dk.slettefrist.platform.Alarm;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Glance;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Source;
import dk.slettefrist.storage.ObjectStoreException;

/** Tells how it stands with the inboxes, in metrics, health and log. Names of objects are never told. */
@ApplicationScoped
class InboxWatch {

    private static final Logger LOG = Logger.getLogger(InboxWatch.class);

    private final Inboxes inboxes;
    private final InboxBook book;
    private final TimeSource time;
    private final MeterRegistry registry;
    private final Map<String, Alarm> failing = new ConcurrentHashMap<>();
    private final Map<String, Alarm> refusing = new ConcurrentHashMap<>();

    InboxWatch(Inboxes inboxes, InboxBook book, TimeSource time, MeterRegistry registry) {
        this.inboxes = inboxes;
        this.book = book;
        this.time = time;
        this.registry = registry;
    }

    void register(@Observes @Priority(30) StartupEvent event) {
        book.keepOnly(inboxes.all().stream().map(inbox -> inbox.source().name()).toList());
        Glance<List<State>> glance = new Glance<>(book::all);
        for (Inbox inbox : inboxes.all()) {
            String source = inbox.source().name();
            gauge(
                    glance,
                    source,
                    "slettefrist.inbox.waiting",
                    State::waiting,
                    "Objects of the inbox that could not be taken or removed");
            gauge(
                    glance,
                    source,
                    "slettefrist.inbox.refused",
                    State::refused,
                    "Objects of the inbox that never can be taken");
            gauge(
                    glance,
                    source,
                    "slettefrist.inbox.looked.seconds",
                    state -> seconds(state.lookedAt()),
                    "How long ago the last look into the inbox ended");
            gauge(
                    glance,
                    source,
                    "slettefrist.inbox.failing.seconds",
                    state -> state.failingSince() == null ? 0 : seconds(state.failingSince()),
                    "For how long looking into the inbox fails");
        }
    }

    /** An object came to this. */
    void came(Source source, Outcome outcome) {
        Counter.builder("slettefrist.inbox.objects")
                .description("Objects of inboxes, and what came of them")
                .tags("source", source.name(), "outcome", outcome.label())
                .register(registry)
                .increment();
        if (outcome.isRefusal() || outcome == Outcome.EXPIRED || outcome == Outcome.UNFINISHED) {
            LOG.warnf("An object of an inbox is not taken source=%s outcome=%s", source.name(), outcome.label());
        }
    }

    /** A round ended. */
    void ended(Source source, Tally round) {
        alarm(failing, source)
                .set(
                        round.isFailing(),
                        () -> LOG.errorf(
                                "The inbox of a PBX cannot be emptied, trying again and again source=%s waiting=%d: %s",
                                source.name(), round.waiting(), why(round.failure())));
        alarm(refusing, source)
                .set(
                        round.refusals() > 0,
                        () -> LOG.warnf(
                                "Objects of an inbox cannot be taken source=%s refused=%d",
                                source.name(), round.refusals()));
        try {
            book.ended(source, round, time.now());
        } catch (RuntimeException e) {
            LOG.warnf("How a round through an inbox ended could not be written down source=%s", source.name());
        }
    }

    /** Only what is ours to say: a message of somebody else may hold the name of an object. */
    private static String why(RuntimeException failure) {
        if (failure == null) {
            return "as before";
        }
        return failure instanceof ObjectStoreException || failure instanceof DomainException
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
    }

    private static Alarm alarm(Map<String, Alarm> alarms, Source source) {
        return alarms.computeIfAbsent(source.name(), name -> new Alarm());
    }

    private double seconds(Instant since) {
        return Math.max(0, Duration.between(since, time.now()).toSeconds());
    }

    private void gauge(
            Glance<List<State>> glance,
            String source,
            String name,
            ToDoubleFunction<State> figure,
            String description) {
        Gauge.builder(
                        name,
                        () -> glance.of(states -> states.stream()
                                .filter(state -> state.source().equals(source))
                                .mapToDouble(figure)
                                .sum()))
                .description(description)
                .tag("source", source)
                .register(registry);
    }
}
