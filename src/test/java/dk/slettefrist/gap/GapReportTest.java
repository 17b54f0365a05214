package dk.slettefrist.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.LogLines;
import dk.slettefrist.testing.NotedFetches;
import dk.slettefrist.testing.Pbx;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** What slips through between a PBX and the service is found and listed. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class GapReportTest {

    private static final Duration AFTER = Duration.ofMinutes(5);

    @Inject
    Switchboard switchboard;

    @Inject
    GapWatch watch;

    @Inject
    Gaps found;

    @Inject
    NotedFetches fetches;

    private Pbx pbx;
    private Instant began;
    private String callId;

    @BeforeEach
    void aCallThatNobodySpokeOf() {
        began = switchboard.startAfresh();
        pbx = switchboard.pbx();
        callId = Switchboard.newId("gap");
    }

    @Test
    void shouldFindAnAnsweredCallWithoutARecording() {
        // given
        Instant ended = answeredCall();

        // when
        search(AFTER);

        // then
        Map<String, Object> gap = onlyGap();
        assertThat(gap).containsEntry("kind", "CALL_WITHOUT_RECORDING").containsEntry("about", "CALL");
        assertThat(gap).containsEntry("source", "pbx").containsEntry("closedAt", null);
        assertThat(Instant.parse((String) gap.get("at"))).isEqualTo(ended);
    }

    @Test
    void shouldGiveTheRecordingTimeToArrive() {
        // given
        answeredCall();

        // when
        search(AFTER.minusSeconds(10));

        // then
        assertThat(gaps()).isEmpty();
    }

    @Test
    void shouldMissNoRecordingWhileItIsTriedToFetchIt() throws SQLException {
        // given
        answeredCall();
        fetches.awaited("pbx", callId, switchboard.now().plus(AFTER).plusSeconds(60));

        try {
            // when
            search(AFTER);

            // then
            assertThat(gaps()).isEmpty();

            // when
            search(Duration.ofSeconds(61));

            // then
            assertThat(onlyGap()).containsEntry("kind", "CALL_WITHOUT_RECORDING");
        } finally {
            fetches.remove("pbx", callId);
        }
    }

    @Test
    void shouldFindItThoughTheCallIsForgotten() {
        // given
        answeredCall();

        // when
        switchboard.pass(Duration.ofHours(5));
        pbx.recording().stored();
        search(Duration.ZERO);

        // then
        assertThat(kinds()).contains("CALL_WITHOUT_RECORDING");
    }

    @Test
    void shouldCloseTheGapWhenTheRecordingComesAfterAll() {
        // given
        answeredCall();
        search(AFTER);

        // when
        pbx.recording(callId, "late-one").stored();
        search(Duration.ZERO);

        // then
        assertThat(onlyGap().get("closedAt")).isNotNull();
        assertThat(watch.open()).containsEntry(GapKind.CALL_WITHOUT_RECORDING, 0L);
    }

    @Test
    void shouldOweNoRecordingOfACallThatNobodyAnswered() {
        // given
        answeredCall();
        pbx.recording(callId, "r").stored();
        String abandoned = Switchboard.newId("abandoned");
        pbx.started(abandoned, switchboard.now(), "1001");
        pbx.ended(abandoned, switchboard.now());

        // when
        search(AFTER);

        // then
        assertThat(gaps()).isEmpty();
    }

    @Test
    void shouldFindAnAnsweredCallWhoseEndWasNeverTold() {
        // given
        pbx.started(callId, switchboard.now(), "1001");
        pbx.answered(callId, switchboard.now(), "1001");

        // when
        search(Duration.ofHours(4).plus(AFTER).plusSeconds(1));

        // then
        assertThat(onlyGap()).containsEntry("kind", "CALL_WITHOUT_RECORDING");
    }

    @Test
    void shouldNotMissCallsOfASourceThatTellsOfNone() {
        // given
        switchboard.silentPbx().recording().stored();

        // when
        search(AFTER);

        // then
        assertThat(gaps()).isEmpty();
    }

    @Test
    void shouldFindARecordingWithoutACall() {
        // given
        tellsOfCalls();
        String id = pbx.recording().stored();

        // when
        search(AFTER);

        // then
        assertThat(onlyGap()).containsEntry("kind", "RECORDING_WITHOUT_CALL").containsEntry("subject", id);
    }

    @Test
    void shouldCloseTheGapWhenTheCallIsToldAfterAll() {
        // given
        tellsOfCalls();
        pbx.recording(callId, "r").stored();
        search(AFTER);

        // when
        pbx.started(callId, switchboard.now(), "1001");
        search(Duration.ZERO);

        // then
        assertThat(onlyGap().get("closedAt")).isNotNull();
    }

    @Test
    void shouldNoteARecordingWithoutSoundThoughItIsKept() {
        // given
        Delivery silent = told().audio(wav(0, 0));

        // when
        String id = silent.stored();

        // then
        assertThat(onlyGap()).containsEntry("kind", "EMPTY_RECORDING").containsEntry("subject", id);
    }

    @ParameterizedTest
    @EnumSource(
            value = GapKind.class,
            names = {"EMPTY_RECORDING", "TRUNCATED_RECORDING", "RECORDING_FAILED"})
    void shouldSayWhatComesToLightInPassingOnceAMinute(GapKind kind) {
        // given
        String source = Switchboard.newId("pbx");

        // when
        try (LogLines log = LogLines.of(PostgresGaps.class.getName())) {
            QuarkusTransaction.requiringNew().run(() -> {
                found.found(kind, UUID.randomUUID(), source, began, began);
                found.found(kind, UUID.randomUUID(), source, began, began);
            });

            // then
            assertThat(log.lines())
                    .containsExactly("WARN Gaps between PBX and service kind=" + kind + " source=" + source
                            + " count=1; see /api/v1/reports/gaps");
        }
    }

    @Test
    void shouldNoteATruncatedRecordingThoughItIsKept() {
        // given
        Delivery broken = told().audio(wav(500, 1000));

        // when
        String id = broken.stored();

        // then
        assertThat(onlyGap()).containsEntry("kind", "TRUNCATED_RECORDING").containsEntry("subject", id);
    }

    @Test
    void shouldServeAStreamedWavWithTheLengthsThatItHas() {
        // given
        byte[] whole = wav(500, 500);
        byte[] streamed = whole.clone();
        ByteBuffer.wrap(streamed).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -1).putInt(40, -1);

        // when
        String id = told().audio(streamed).stored();

        // then
        assertThat(gaps()).isEmpty();
        switchboard.supervisor().recording(id).then().body("sha256", equalTo(Sound.sha256(streamed)));
        assertThat(audio(id, null)).isEqualTo(whole);
        assertThat(audio(id, "bytes=38-45")).isEqualTo(Arrays.copyOfRange(whole, 38, 46));
        assertThat(audio(id, "bytes=100-")).isEqualTo(Arrays.copyOfRange(whole, 100, whole.length));
    }

    @Test
    void shouldFindAFlagThatMatchedNothing() {
        // given
        switchboard.operator().flags(callId).then().statusCode(202);

        // when
        search(AFTER);

        // then
        assertThat(onlyGap()).containsEntry("kind", "FLAG_WITHOUT_RECORDING").containsEntry("source", null);
    }

    @Test
    void shouldFindNoFlagThatMatchedNothingWhileTheRecordingIsTriedToBeFetched() throws SQLException {
        // given
        answeredCall();
        switchboard.operator().flags(callId).then().statusCode(200);
        fetches.awaited("pbx", callId, switchboard.now().plus(AFTER).plusSeconds(60));

        try {
            // when
            search(AFTER);

            // then
            assertThat(gaps()).isEmpty();

            // when
            search(Duration.ofSeconds(61));

            // then
            assertThat(kinds()).containsExactlyInAnyOrder("CALL_WITHOUT_RECORDING", "FLAG_WITHOUT_RECORDING");
        } finally {
            fetches.remove("pbx", callId);
        }
    }

    @Test
    void shouldFindEachGapOnce() {
        // given
        answeredCall();
        search(AFTER);

        // when
        search(AFTER);

        // then
        assertThat(gaps()).hasSize(1);
    }

    @Test
    void shouldAlarmAsLongAsAGapIsNew() {
        // given
        answeredCall();

        // when
        search(AFTER);

        // then
        assertThat(watch.open()).containsEntry(GapKind.CALL_WITHOUT_RECORDING, 1L);
        switchboard.pass(Duration.ofHours(1));
        assertThat(watch.open()).containsEntry(GapKind.CALL_WITHOUT_RECORDING, 0L);
    }

    @Test
    void shouldListGapsAsCsvWithoutAnythingPersonal() {
        // given
        answeredCall();
        search(AFTER);

        // when
        String csv = switchboard.auditor().csv("/api/v1/reports/gaps", began, switchboard.now());

        // then
        assertThat(csv).startsWith("id,kind,about,subject,source,at,foundAt,closedAt\r\n");
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv).contains(",CALL_WITHOUT_RECORDING,CALL,").doesNotContain(callId);
    }

    @Test
    void shouldPageThroughGaps() {
        // given
        tellsOfCalls();
        pbx.recording().stored();
        pbx.recording().stored();
        pbx.recording().stored();
        search(AFTER);

        // when
        Response first = report(Map.of("limit", 2));
        String next = first.path("next");
        Response second = report(Map.of("limit", 2, "after", next));

        // then
        first.then().body("items.size()", equalTo(2));
        second.then().body("items.size()", equalTo(1)).body("next", equalTo(null));
    }

    @Test
    void shouldShowGapsToAuditorsOnly() {
        switchboard
                .operator()
                .asks()
                .get("/api/v1/reports/gaps?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")
                .then()
                .statusCode(403);
    }

    /** A PBX that never told of any call owes none to a recording. */
    private void tellsOfCalls() {
        pbx.started(Switchboard.newId("other"), switchboard.now(), "1001");
    }

    private Instant answeredCall() {
        Instant ended = switchboard.now();
        pbx.started(callId, ended.minusSeconds(30), "1001");
        pbx.answered(callId, ended.minusSeconds(20), "1001");
        pbx.ended(callId, ended);
        return ended;
    }

    private Delivery told() {
        pbx.started(callId, switchboard.now(), "1001");
        return pbx.recording(callId, "r");
    }

    private void search(Duration later) {
        switchboard.pass(later);
        watch.search();
    }

    private Map<String, Object> onlyGap() {
        List<Map<String, Object>> gaps = gaps();
        assertThat(gaps).hasSize(1);
        return gaps.get(0);
    }

    private List<String> kinds() {
        return gaps().stream().map(gap -> (String) gap.get("kind")).toList();
    }

    private List<Map<String, Object>> gaps() {
        return report(Map.of()).jsonPath().getList("items");
    }

    private Response report(Map<String, ?> more) {
        return switchboard
                .auditor()
                .of(began, switchboard.now().plusSeconds(1))
                .queryParams(more)
                .get("/api/v1/reports/gaps");
    }

    private byte[] audio(String id, String range) {
        var request = switchboard.supervisor().asks();
        return (range == null ? request : request.header("Range", range))
                .get("/api/v1/recordings/" + id + "/audio")
                .asByteArray();
    }

    /** PCM of 8 kHz. */
    private static byte[] wav(int sound, int promised) {
        return ByteBuffer.allocate(44 + sound)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + promised)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(16000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(promised)
                .array();
    }
}
