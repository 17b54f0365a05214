package dk.slettefrist.ingest.pbx;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * From when to when a recording lasts.
 *
 * @param endedAt not before {@code startedAt}
 */
public record Span(Instant startedAt, Instant endedAt) {

    /**
     * As far as the PBX tells. Without an end it is the start and the duration; without these it is when the message came. A start that is
     * later than the end counts as the end: the period runs from the end, and nothing that is told may lengthen it.
     *
     * @param heardAt when the message came: the recording was complete by then
     */
    public static Span of(
            Optional<Instant> startedAt, Optional<Instant> endedAt, Optional<Duration> duration, Instant heardAt) {
        Instant end = endedAt.or(() -> startedAt.flatMap(start -> duration.map(start::plus)))
                .orElse(heardAt);
        Instant start = startedAt.or(() -> duration.map(end::minus)).orElse(end);
        return new Span(start.isBefore(end) ? start : end, end);
    }
}
