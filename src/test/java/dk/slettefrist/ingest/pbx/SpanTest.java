package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

    private static final Instant HEARD = Instant.parse("2026-11-24T10:10:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00Z, 2026-11-24T10:05:00Z,      , 2026-11-24T10:00:00Z, 2026-11-24T10:05:00Z",
        "2026-11-24T10:00:00Z, 2026-11-24T10:05:00Z, PT60S, 2026-11-24T10:00:00Z, 2026-11-24T10:05:00Z",
        "2026-11-24T10:00:00Z,                     , PT60S, 2026-11-24T10:00:00Z, 2026-11-24T10:01:00Z",
        "                    , 2026-11-24T10:05:00Z, PT60S, 2026-11-24T10:04:00Z, 2026-11-24T10:05:00Z",
        "                    , 2026-11-24T10:05:00Z,      , 2026-11-24T10:05:00Z, 2026-11-24T10:05:00Z",
        "2026-11-24T10:00:00Z,                     ,      , 2026-11-24T10:00:00Z, 2026-11-24T10:10:00Z",
        "                    ,                     , PT60S, 2026-11-24T10:09:00Z, 2026-11-24T10:10:00Z",
        "                    ,                     ,      , 2026-11-24T10:10:00Z, 2026-11-24T10:10:00Z",
        "2026-11-24T10:05:00Z, 2026-11-24T10:00:00Z,      , 2026-11-24T10:00:00Z, 2026-11-24T10:00:00Z",
        "2026-11-24T10:20:00Z,                     ,      , 2026-11-24T10:10:00Z, 2026-11-24T10:10:00Z",
    })
    void shouldFillInWhatIsNotTold(Instant start, Instant end, Duration duration, Instant startedAt, Instant endedAt) {
        // when
        Span span = Span.of(Optional.ofNullable(start), Optional.ofNullable(end), Optional.ofNullable(duration), HEARD);

        // then
        assertThat(span).isEqualTo(new Span(startedAt, endedAt));
    }
}
