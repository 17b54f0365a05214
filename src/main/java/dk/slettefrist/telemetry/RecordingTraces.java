package dk.slettefrist.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.StartupRefusedException;

/**
 * The life of each recording as a trace of OpenTelemetry, where an endpoint is set; else all of this does nothing. A span has a name of {@link Step}, the
 * recording's identifier, the source's name, and what came of it: what a caller could tell besides, such as an exception's text, has no way in.
 */
@ApplicationScoped
public class RecordingTraces {

    private static final AttributeKey<String> RECORDING = AttributeKey.stringKey("slettefrist.recording.id");
    private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("slettefrist.source");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("slettefrist.outcome");
    private static final AttributeKey<Long> CLAIMED = AttributeKey.longKey("slettefrist.claimed");

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RecordingIds ids = new RecordingIds();
    private final Optional<SdkTracerProvider> provider;
    private final Tracer tracer;

    @Inject
    RecordingTraces(TelemetrySettings settings) {
        this(settings.tracesEndpoint().map(RecordingTraces::exporter));
    }

    RecordingTraces(Optional<SpanExporter> exporter) {
        this.provider = exporter.map(to -> SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(Sampler.alwaysOn())
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "slettefrist")))
                .addSpanProcessor(
                        BatchSpanProcessor.builder(to).setScheduleDelay(SOON).build())
                .build());
        this.tracer = provider.map(TracerProvider.class::cast)
                .orElse(TracerProvider.noop())
                .get("slettefrist");
    }

    /** Nothing is traced. */
    public static RecordingTraces off() {
        return new RecordingTraces(Optional.empty());
    }

    private static SpanExporter exporter(URI endpoint) {
        try {
            return OtlpHttpSpanExporter.builder()
                    .setEndpoint(endpoint.toString())
                    .setTimeout(PATIENCE)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException(
                    "slettefrist.telemetry.traces-endpoint must be like http://127.0.0.1:4318/v1/traces", e);
        }
    }

    /** For steps that learn only later of which recording they are; nanoseconds, meant for the other methods only. */
    public long now() {
        return provider.isPresent() ? Clock.getDefault().now() : 0;
    }

    /** The step with which the life of a recording begins. */
    public <T> T first(UUID recording, String source, long since, Supplier<T> work) {
        if (provider.isEmpty()) {
            return work.get();
        }
        SpanBuilder span = of(Step.RECEIVE, recording, since).setNoParent().setAttribute(SOURCE, source);
        return during(ids.first(recording, span::startSpan), work);
    }

    /** A further step. */
    public <T> T further(Step step, UUID recording, long since, Supplier<T> work) {
        return provider.isPresent() ? during(of(step, recording, since).startSpan(), work) : work.get();
    }

    /**
     * A further step of each of these recordings, done by now. It is linked to what is going on here, if that is traced.
     *
     * @param outcome a word of ours
     */
    public void done(Step step, Collection<UUID> recordings, long since, String outcome) {
        if (provider.isEmpty()) {
            return;
        }
        for (UUID recording : recordings) {
            of(step, recording, since)
                    .addLink(Span.current().getSpanContext())
                    .setAttribute(OUTCOME, outcome)
                    .startSpan()
                    .end();
        }
    }

    /** A batch of the sweep: a trace of its own, to which those of its recordings are linked. */
    public <T> T sweep(int claimed, long since, Supplier<T> work) {
        return during(
                begun("sweep", since)
                        .setNoParent()
                        .setAttribute(CLAIMED, (long) claimed)
                        .startSpan(),
                work);
    }

    /** A request to the object store, if it belongs to something that is traced. */
    public <T> T store(String operation, Supplier<T> request) {
        return Span.current().getSpanContext().isValid()
                ? during(
                        tracer.spanBuilder("store " + operation)
                                .setSpanKind(SpanKind.CLIENT)
                                .startSpan(),
                        request)
                : request.get();
    }

    private SpanBuilder of(Step step, UUID recording, long since) {
        return begun(step.label(), since)
                .setParent(RecordingIds.of(recording))
                .setAttribute(RECORDING, recording.toString());
    }

    private SpanBuilder begun(String name, long since) {
        return tracer.spanBuilder(name).setStartTimestamp(since, TimeUnit.NANOSECONDS);
    }

    /** Failures are told by their kind: their texts are for the log, which has rules of its own. */
    private static <T> T during(Span span, Supplier<T> work) {
        String outcome = "internal";
        Scope here = span.makeCurrent();
        try {
            T result = work.get();
            outcome = "done";
            return result;
        } catch (DomainException e) {
            outcome = e.kind();
            throw e;
        } finally {
            here.close();
            span.setAttribute(OUTCOME, outcome);
            if (!outcome.equals("done")) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    @PreDestroy
    void close() {
        provider.ifPresent(sdk -> sdk.shutdown().join(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
}
