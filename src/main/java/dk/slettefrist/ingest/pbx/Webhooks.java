package dk.slettefrist.ingest.pbx;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.source.Sources;

/** The way of a message: proven, translated, written down in one transaction. Answered then; what takes longer is worked off after. */
@ApplicationScoped
public class Webhooks {

    private final Sources sources;
    private final Map<SourceKind, Translator> translators;
    private final NoticeBook notices;
    private final TimeSource time;
    private final MeterRegistry registry;

    Webhooks(
            Sources sources,
            Instance<Translator> translators,
            NoticeBook notices,
            TimeSource time,
            MeterRegistry registry) {
        this.sources = sources;
        this.translators = translators.stream().collect(Collectors.toMap(Translator::kind, Function.identity()));
        this.notices = notices;
        this.time = time;
        this.registry = registry;
    }

    /**
     * Refuses a message that cannot be the source's, before its body is read.
     *
     * @return how much its head proves
     * @throws DomainException.NotFound when no such source is configured, or it sends no messages
     * @throws DomainException.NotProven when the message cannot be the source's
     */
    Proof admit(String name, Webhook head) {
        return refusing(name, head, (source, translator) -> translator.admit(source, head, time));
    }

    /**
     * Takes a message.
     *
     * @throws DomainException.NotFound when no such source is configured, or it sends no messages
     * @throws DomainException.NotProven when the message is not the source's
     * @throws DomainException.InvalidRequest when it is not as the PBX documents it
     */
    public void take(String name, Webhook webhook) {
        refusing(name, webhook, (source, translator) -> {
            Instant now = time.now();
            translator.prove(source, webhook, now);
            boolean news = notices.write(source, translator.translate(source, webhook, now), now);
            count(source, news ? "taken" : "repeated");
            return news;
        });
    }

    private <T> T refusing(String name, Webhook webhook, BiFunction<Source, Translator, T> work) {
        Source source = require(name);
        try {
            refuseOthers(source, webhook);
            return work.apply(source, translators.get(source.kind()));
        } catch (DomainException e) {
            count(source, "refused");
            throw e;
        }
    }

    /** Whatever else the message proves. */
    private static void refuseOthers(Source source, Webhook webhook) {
        if (webhook.certified().filter(other -> !other.equals(source.name())).isPresent()) {
            throw new DomainException.NotProven("The client certificate is another source's.");
        }
    }

    private Source require(String name) {
        return sources.find(name)
                .filter(known -> translators.containsKey(known.kind()))
                .orElseThrow(
                        () -> new DomainException.NotFound(
                                "No source of this name takes messages; sources are configured by slettefrist.sources.<name>.kind."));
    }

    private void count(Source source, String outcome) {
        Counter.builder("slettefrist.webhooks")
                .description("Messages of PBXs, and what came of them")
                .tags("source", source.name(), "outcome", outcome)
                .register(registry)
                .increment();
    }
}
