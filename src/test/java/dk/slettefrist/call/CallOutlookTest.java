package dk.slettefrist.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingState;

class CallOutlookTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** Times are seconds from now; the call's own period is 30 minutes. */
    @ParameterizedTest
    @CsvSource({
        // ongoing until, ended at, state,     recorded until, expires at, outlook
        "       ,       ,          ,             ,       , UNKNOWN",
        "  1    ,       ,          ,             ,       , LIVING",
        "  0    ,       ,          ,             ,       , UNKNOWN",
        "       , -1799 ,          ,             ,       , LIVING",
        "       , -1800 ,          ,             ,       , UNKNOWN",
        "       , -10   , STORED   , -10         , 1     , LIVING",
        "       , -10   , STORED   , -10         , 0     , OVER",
        "       , -10   , RECEIVING, -10         , 1     , LIVING",
        "       , -10   , RECEIVING, -10         , 0     , OVER",
        "       , -10   , PURGING  , -10         , 1     , OVER",
        "       , -10   , PURGED   , -10         , -1    , OVER",
        "       , -10   , REFUSED  , -10         , -1    , OVER",
        "       , -10   , FAILED   , -10         , 9     , LIVING",
        "       ,       , FAILED   , -10         , 9     , UNKNOWN",
        // the call goes on: more is to come
        "  1    ,       , PURGED   , -10         , -1    , LIVING",
        "       , -10   , PURGED   , -900        , -1    , OVER",
        "       , -1800 , PURGED   , -1900       , -1    , OVER",
    })
    void shouldTellWhetherAFlagCanStillSaveSomething(
            Integer ongoingUntil,
            Integer endedAt,
            RecordingState state,
            Integer recordedUntil,
            Integer expiresAt,
            CallOutlook outlook) {
        Call call = call(at(ongoingUntil), at(endedAt));
        List<Recording> recordings =
                state == null ? List.of() : List.of(recording(call, state, at(recordedUntil), at(expiresAt)));

        assertThat(CallOutlook.of(call, recordings, NOW)).isEqualTo(outlook);
    }

    private static Call call(Instant ongoingUntil, Instant endedAt) {
        Instant startedAt = ongoingUntil != null ? ongoingUntil.minus(Duration.ofHours(4)) : null;
        Call call = new Call(UUID.randomUUID(), "pbx", "call", startedAt, endedAt, ongoingUntil, null, null);
        return call.forgettable(Duration.ofMinutes(30), NOW);
    }

    private static Recording recording(Call call, RecordingState state, Instant endedAt, Instant expiresAt) {
        return new Recording(
                UUID.randomUUID(),
                call.id(),
                "pbx",
                "call",
                "recording",
                state,
                false,
                endedAt,
                endedAt,
                endedAt,
                expiresAt,
                expiresAt,
                state == RecordingState.PURGED ? NOW : null,
                null,
                null,
                null,
                null);
    }

    private static Instant at(Integer seconds) {
        return seconds == null ? null : NOW.plusSeconds(seconds);
    }
}
