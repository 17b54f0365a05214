package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldTimeTest {

    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:15:30Z, 2026-11-24T10:15:30Z",
        "2026-11-24 10:15:30+01:00, 2026-11-24T09:15:30Z",
        "2026-11-24T10:15:30, 2026-11-24T09:15:30Z",
        "2026-07-01 10:15:30.25, 2026-07-01T08:15:30.25Z",
        "20261124-101530, 2026-11-24T09:15:30Z",
        "20261124T101530, 2026-11-24T09:15:30Z",
        "20261124101530, 2026-11-24T09:15:30Z",
        "2026-11-24_10-15-30, 2026-11-24T09:15:30Z",
        "1795515330, 2026-11-24T10:15:30Z",
        "1795515330.75, 2026-11-24T10:15:30Z",
        "1795515330250, 2026-11-24T10:15:30.250Z",
        "1795515330250125, 2026-11-24T10:15:30.250125Z"
    })
    void shouldReadATime(String told, Instant expected) {
        assertThat(ToldTime.instant(told, COPENHAGEN)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2026-13-01T00:00:00Z", "12", "99999999999999", "0001-01-01T00:00:00Z", "10:15"
            })
    void shouldNotTakeAnythingElseForATime(String told) {
        assertThat(ToldTime.instant(told, COPENHAGEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"95, PT1M35S", "95.5, PT1M35.5S", "0, PT0S", "PT2M, PT2M"})
    void shouldReadALength(String told, Duration expected) {
        assertThat(ToldTime.duration(told)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "PT-1S", "1:35", "999999999", "NaN", "1e9"})
    void shouldNotTakeAnythingElseForALength(String told) {
        assertThat(ToldTime.duration(told)).isEmpty();
    }
}
