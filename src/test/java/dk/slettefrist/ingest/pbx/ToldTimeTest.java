package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldTimeTest {

    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-24T10:15:30Z | 2026-11-24T10:15:30Z",
                "2026-11-24t10:15:30z | 2026-11-24T10:15:30Z",
                "2026-11-24T11:15:30.123456789+01:00 | 2026-11-24T10:15:30.123456Z",
                "2026-11-24T11:15:30+0100 | 2026-11-24T10:15:30Z",
                "2026-11-24T11:15:30+01 | 2026-11-24T10:15:30Z",
                "2021-04-28 21:51:18.731479Z | 2021-04-28T21:51:18.731479Z",
                "2026-11-24 11:15:30 | 2026-11-24T10:15:30Z",
                "2026-11-24 11:15:30 +0100 | 2026-11-24T10:15:30Z",
                "2026-07-24 12:15:30 | 2026-07-24T10:15:30Z",
                "2018-08-13T13:57:23.741000 | 2018-08-13T11:57:23.741Z",
                "Tue, 24 Nov 2026 10:15:30 +0000 | 2026-11-24T10:15:30Z",
                "Tue, 24 Nov 2026 10:15:30 GMT | 2026-11-24T10:15:30Z",
                "Tue, 3 Nov 2026 10:15:30 +0100 | 2026-11-03T09:15:30Z",
                "1795515330 | 2026-11-24T10:15:30Z",
                "1795515330.25 | 2026-11-24T10:15:30.250Z",
                "1795515330250 | 2026-11-24T10:15:30.250Z",
                "1795515330250125 | 2026-11-24T10:15:30.250125Z",
                "20261124-111530 | 2026-11-24T10:15:30Z",
                "20261124T111530 | 2026-11-24T10:15:30Z",
                "20261124111530 | 2026-11-24T10:15:30Z",
                "2026-11-24_11-15-30 | 2026-11-24T10:15:30Z",
                "2026-11-24_11:15:30 | 2026-11-24T10:15:30Z",
                "20261124T11:15:30 | 2026-11-24T10:15:30Z",
            })
    void shouldReadTheFormsInWhichPbxsTellTimes(String told, Instant expected) {
        assertThat(ToldTime.instant(Optional.of(told), COPENHAGEN)).contains(expected);
    }

    /** 25 October 2026: the clocks go from 03:00 back to 02:00. 29 March: from 02:00 to 03:00. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-25 01:59:59, 2026-10-24T23:59:59Z",
        "2026-10-25 02:30:00, 2026-10-25T00:30:00Z",
        "2026-10-25 03:00:00, 2026-10-25T02:00:00Z",
        "2026-03-29 02:30:00, 2026-03-29T01:30:00Z",
    })
    void shouldTakeTheFirstOfARepeatedHour(String told, Instant expected) {
        assertThat(ToldTime.instant(Optional.of(told), COPENHAGEN)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2026-11-24",
                "10:15:30",
                "24-11-2026 10:15:30",
                "2026-13-24T10:15:30Z",
                "+12026-11-24T10:15:30Z",
                "-0001-11-24T10:15:30Z",
                "Mon, 24 Nov 2026 10:15:30 +0000",
                "12345678",
                "99999999999999",
                "20261324-101530",
                "2026-11-24_11-15-30Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "99999999999999999999",
                "1e9",
            })
    void shouldTakeATimeThatCannotBeReadAsNotTold(String told) {
        assertThat(ToldTime.instant(Optional.of(told), COPENHAGEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "15, PT15S",
        "15.5, PT15.5S",
        "604800, PT168H",
        "00:02:30, PT2M30S",
        "1:00:00.5, PT1H",
        "PT2M, PT2M"
    })
    void shouldReadDurations(String told, Duration expected) {
        assertThat(ToldTime.duration(Optional.of(told))).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "PT-1S",
                "PT",
                "P8D",
                "1:35",
                "NaN",
                "604801",
                "999999999",
                "99999999999999999999",
                "abc",
                "1:60:00",
                "999:00:00"
            })
    void shouldTakeADurationThatCannotBeAsNotTold(String told) {
        assertThat(ToldTime.duration(Optional.of(told))).isEmpty();
    }

    @Test
    void shouldFindNothingInNothing() {
        assertThat(ToldTime.instant(Optional.empty(), COPENHAGEN)).isEmpty();
        assertThat(ToldTime.duration(Optional.empty())).isEmpty();
    }
}
