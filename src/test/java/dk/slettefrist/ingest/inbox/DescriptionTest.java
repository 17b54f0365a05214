package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.Direction;
import dk.slettefrist.ingest.Upload;
import dk.slettefrist.platform.DomainException;

class DescriptionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");
    private static final Instant COMPLETED = Instant.parse("2026-11-24T10:20:30Z");
    private static final String SID = "6bb9a5ac-4c07-4a1e-a12a-0e1f2f3a4b5c";

    @Test
    void shouldUnderstandJambonz() {
        // given
        TestInbox inbox =
                TestInbox.anywhere().withFields(Map.of("callId", "callSid", "caller", "from", "callee", "to"));
        Map<String, String> metadata = Map.of(
                "accountsid", "9351f46a-678c-43f5-b8a6-d4eb58d131af",
                "callsid", SID,
                "callid", "b8a6@10.0.0.1",
                "direction", "inbound",
                "from", "+4512345678",
                "to", "+4587654321",
                "samplerate", "8000");

        // when
        Upload upload = upload(inbox, "2026/11/24/" + SID + ".mp3", metadata);

        // then
        assertThat(upload.source()).isEqualTo("inbox-1");
        assertThat(upload.callId()).isEqualTo(SID);
        assertThat(upload.recordingId()).startsWith("sha256:").hasSize(71);
        assertThat(upload.startedAt()).isEqualTo(COMPLETED);
        assertThat(upload.endedAt()).isEqualTo(COMPLETED);
        assertThat(upload.fact())
                .isEqualTo(new CallFact(
                        CallFact.Kind.RECORDED,
                        COMPLETED,
                        null,
                        null,
                        "+4512345678",
                        "+4587654321",
                        Direction.INBOUND));
    }

    @Test
    void shouldUnderstandGenesys() {
        // given
        TestInbox inbox =
                TestInbox.anywhere().withKey(".*/conversation_id=(?<callId>[^/]+)/(?<recordingId>[^/.]+)\\.[^/]*");
        String conversation = "0d3b7f35-6bd3-4a4d-9a2d-0a3f6a3e6a11";

        // when
        Upload upload = upload(
                inbox,
                "41eda6cb/year=2026/month=11/day=24/hour=10/conversation_id=" + conversation + "/" + SID + ".opus",
                Map.of());

        // then
        assertThat(upload.callId()).isEqualTo(conversation);
        assertThat(upload.recordingId()).isEqualTo(SID);
    }

    @Test
    void shouldTakeAllFromMetadataByItsUsualNames() {
        // when
        Upload upload = upload(
                TestInbox.anywhere(),
                "whatever.wav",
                Map.of(
                        "call-id", "call-1",
                        "recording_id", "rec-1",
                        "startedat", "2026-11-24T10:10:00.5Z",
                        "ended-at", "2026-11-24T11:20:00+01:00",
                        "operator", "Søren Ærø",
                        "queue", "hovednummer",
                        "caller", "+4512345678",
                        "callee", "100",
                        "direction", "Outbound"));

        // then
        assertThat(upload.callId()).isEqualTo("call-1");
        assertThat(upload.recordingId()).isEqualTo("rec-1");
        assertThat(upload.startedAt()).isEqualTo("2026-11-24T10:10:00.5Z");
        assertThat(upload.endedAt()).isEqualTo("2026-11-24T10:20:00Z");
        assertThat(upload.fact())
                .isEqualTo(new CallFact(
                        CallFact.Kind.RECORDED,
                        Instant.parse("2026-11-24T10:10:00.5Z"),
                        "Søren Ærø",
                        "hovednummer",
                        "+4512345678",
                        "100",
                        Direction.OUTBOUND));
    }

    @Test
    void shouldTakeAllFromTheName() {
        // given
        TestInbox inbox = TestInbox.anywhere()
                .withKey("(?<startedAt>\\d{8}-\\d{6})_(?<duration>\\d+)_(?<operator>\\d+)_(?<callId>[^_]+)\\.wav");

        // when
        Upload upload = upload(inbox, "20261124-111000_95_201_1732443000.17.wav", Map.of());

        // then
        assertThat(upload.callId()).isEqualTo("1732443000.17");
        assertThat(upload.recordingId()).isEqualTo("20261124-111000_95_201_1732443000.17.wav");
        assertThat(upload.startedAt()).isEqualTo("2026-11-24T10:10:00Z");
        assertThat(upload.endedAt()).isEqualTo("2026-11-24T10:11:35Z");
        assertThat(upload.fact().operator()).isEqualTo("201");
    }

    @Test
    void shouldTellRecordingsOfOneCallApart() {
        Upload one = upload(TestInbox.anywhere(), "2026/11/23/x.wav", Map.of());
        Upload other = upload(TestInbox.anywhere(), "2026/11/24/x.wav", Map.of());

        assertThat(one.callId()).isEqualTo(other.callId()).isEqualTo("x");
        assertThat(one.recordingId()).isNotEqualTo(other.recordingId());
    }

    @Test
    void shouldRefuseAnObjectOfWhichNothingSaysWhatCallItIs() {
        // given
        TestInbox inbox = TestInbox.anywhere().withKey("call-(?<callId>\\d+)\\.wav");

        // then
        assertThatThrownBy(() -> upload(inbox, "voicemail-4512345678.wav", Map.of("caller", "+4512345678")))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .hasMessage("callId is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?<callId>(a|aa)+)\\2?\\.wav", "(?<callId>.*)(?:.*a)*(?:.*a)*(?:.*a)*\\.wav"})
    void shouldGiveUpOnAnExpressionThatNeverEnds(String key) {
        // given
        TestInbox inbox = TestInbox.anywhere().withKey(key);

        // then
        assertThat(upload(inbox, "a".repeat(30) + ".wav", Map.of()).callId()).isEqualTo("a".repeat(30));
        assertThatThrownBy(() -> upload(inbox, "a".repeat(1000) + "!", Map.of("call-id", "call-1")))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .hasMessage("inbox.key looks at the name more than a million times.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", ".", "a.", "a/", "./", "/.", "/a.", "\n", "a\u0000/"})
    void shouldReadAnyNameByTheUsualExpression(String unit) {
        // given
        String key = unit.repeat(1024 / unit.length()) + "/x.wav";

        // when
        Upload upload = upload(TestInbox.anywhere(), key, Map.of("call-id", "call-1"));

        // then
        assertThat(upload.callId()).isEqualTo("call-1");
    }

    @Test
    void shouldNeverTakeATimeInTheFuture() {
        Upload told = upload(TestInbox.anywhere(), "x.wav", Map.of("ended-at", "2026-11-24T12:00:00Z"));
        Upload listed =
                Description.upload(TestInbox.anywhere().source("inbox-1"), "x.wav", Map.of(), NOW.plusSeconds(90), NOW);

        assertThat(told.endedAt()).isEqualTo(NOW);
        assertThat(listed.endedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldNotLoseARecordingToAStrangeOptionalField() {
        // when
        Upload upload = upload(
                TestInbox.anywhere(),
                "x.wav",
                Map.of(
                        "started-at", "yesterday",
                        "ended-at", "2026-13-45",
                        "duration", "-5",
                        "direction", "sideways",
                        "operator", "a\u0007b" + "x".repeat(400)));

        // then
        assertThat(upload.startedAt()).isEqualTo(COMPLETED);
        assertThat(upload.endedAt()).isEqualTo(COMPLETED);
        assertThat(upload.fact().direction()).isNull();
        assertThat(upload.fact().operator()).startsWith("a b").hasSize(256);
    }

    @Test
    void shouldTakeAStartAfterTheEndAsTheEnd() {
        Upload upload = upload(
                TestInbox.anywhere(),
                "x.wav",
                Map.of("started-at", "2026-11-24T10:25:00Z", "ended-at", "2026-11-24T10:20:00Z"));

        assertThat(upload.startedAt()).isEqualTo(upload.endedAt()).isEqualTo("2026-11-24T10:20:00Z");
    }

    private static Upload upload(TestInbox inbox, String key, Map<String, String> metadata) {
        return Description.upload(inbox.source("inbox-1"), key, metadata, COMPLETED, NOW);
    }
}
