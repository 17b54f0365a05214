package dk.slettefrist.telemetry;

import java.util.UUID;
import java.util.function.Supplier;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * The trace of a recording has the recording's own identifier, both have 128 bits; the second half, which is by chance, is that of its first span. So every
 * replica finds the trace again after thirty days, nothing is stored for it, and whoever has one of the two knows the other.
 */
final class RecordingIds implements IdGenerator {

    private static final IdGenerator ANY = IdGenerator.random();

    private final ThreadLocal<UUID> first = new ThreadLocal<>();

    /** The first span that is begun in this has the identifiers of the recording. */
    <T> T first(UUID recording, Supplier<T> begin) {
        first.set(recording);
        try {
            return begin.get();
        } finally {
            first.remove();
        }
    }

    /** For the further spans of a recording: as if the first one were somewhere else, which it may be. */
    static Context of(UUID recording) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        traceId(recording), spanId(recording), TraceFlags.getSampled(), TraceState.getDefault())));
    }

    @Override
    public String generateTraceId() {
        return first.get() == null ? ANY.generateTraceId() : traceId(first.get());
    }

    @Override
    public String generateSpanId() {
        return first.get() == null ? ANY.generateSpanId() : spanId(first.get());
    }

    private static String traceId(UUID recording) {
        return TraceId.fromLongs(recording.getMostSignificantBits(), recording.getLeastSignificantBits());
    }

    private static String spanId(UUID recording) {
        return SpanId.fromLong(recording.getLeastSignificantBits());
    }
}
