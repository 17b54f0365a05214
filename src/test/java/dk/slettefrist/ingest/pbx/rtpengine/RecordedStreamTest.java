package dk.slettefrist.ingest.pbx.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Recorded;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.Captured;
import dk.slettefrist.testing.TestSources;

/** Notifications as rtpengine's recording daemon mr13.0.1.9 sent them. */
class RecordedStreamTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:30:00Z");
    private static final String CALL = PbxIdentifier.of("callId", "f81d4fae/7dec&Søren Ærø!@10.0.0.5");

    private final Map<String, String> headers =
            new HashMap<>(Captured.of("rtpengine/attached-mixed.http").headers());

    @Test
    void shouldReadWhatTheDaemonReallySends() {
        // when
        RecordedStream recorded = read();

        // then
        assertThat(recorded.callId()).isEqualTo(CALL).startsWith("sha256:");
        assertThat(recorded.recordingId()).startsWith("sha256:");
        assertThat(recorded.startedAt()).isEqualTo(Instant.parse("2026-11-24T12:12:31.437195Z"));
        assertThat(recorded.endedAt()).isEqualTo(Instant.parse("2026-11-24T12:12:35.332839Z"));
        assertThat(recorded.details())
                .isEqualTo(CallDetails.NONE.with("operator", Optional.of("201")).with("queue", Optional.of("main")));
    }

    @Test
    void shouldKnowTheStreamsOfACallApartAndARepetitionAgain() {
        // when
        RecordedStream mixed = read();
        RecordedStream again = read();
        RecordedStream from =
                read(Captured.of("rtpengine/attached-single-from.http").headers(), Map.of());
        RecordedStream to =
                read(Captured.of("rtpengine/attached-single-to.http").headers(), Map.of());

        // then
        assertThat(again).isEqualTo(mixed);
        assertThat(List.of(from.callId(), to.callId())).containsOnly(mixed.callId());
        assertThat(List.of(mixed.recordingId(), from.recordingId(), to.recordingId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKnowARecordingAfterAPauseFromTheOneBefore() {
        // given
        RecordedStream before = read();
        headers.put("x-recording-stream-start-time", "1795522360.000001");
        headers.put("x-recording-stream-end-time", "1795522370.000001");

        // when
        RecordedStream after = read();

        // then
        assertThat(after.recordingId()).isNotEqualTo(before.recordingId());
    }

    @Test
    void shouldKeepIdentifiersThatAreOfTheInterfacesForm() {
        // given
        headers.put("x-recording-call-id", "3c26700857a87f84@10.0.0.5");
        headers.put("x-recording-file-name", "3c26700857a87f84@10.0.0.5-mix.wav");

        // when
        RecordedStream recorded = read();

        // then
        assertThat(recorded.callId()).isEqualTo("3c26700857a87f84@10.0.0.5");
        assertThat(recorded.recordingId()).isEqualTo("3c26700857a87f84@10.0.0.5-mix.wav@1795522351.437195");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e9", "0", "123456789012.5", "1795522355.1234567890"})
    void shouldTakeAStrangeEndAsNow(String end) {
        // given
        headers.put("x-recording-stream-end-time", end);

        // then
        assertThat(read().endedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldTakeAStartAfterTheEndAsTheEnd() {
        // given
        headers.put("x-recording-stream-start-time", "1795522399.000000");

        // then
        assertThat(read().startedAt()).isEqualTo(read().endedAt());
    }

    @Test
    void shouldReadMetadataByTheNamesOfTheSettingsAndInItsCharacterSet() {
        // given
        headers.put(
                "x-recording-call-metadata",
                "agent:S\u00c3\u00b8ren \u00c3\u0086r\u00c3\u00b8|direction:inbound|bad|:x|caller:+45:11");
        headers.put("x-recording-tag-metadata", "agent:202|callee:70101010");

        // when
        RecordedStream recorded = read(headers, Map.of("operator", "agent"));

        // then
        assertThat(recorded.details())
                .isEqualTo(CallDetails.NONE
                        .with("operator", Optional.of("Søren Ærø"))
                        .with("caller", Optional.of("+45:11"))
                        .with("callee", Optional.of("70101010"))
                        .withDirection(Optional.of("inbound")));
    }

    @Test
    void shouldReadIso88591WhereItIsNoUtf8() {
        // given
        headers.put("x-recording-call-metadata", "operator:S\u00f8ren");

        // then
        assertThat(read().details()).isEqualTo(CallDetails.NONE.with("operator", Optional.of("Søren")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-recording-call-id", "x-recording-file-name"})
    void shouldRefuseWhatDoesNotNameTheRecording(String header) {
        // given
        headers.remove(header);

        // then
        assertThatThrownBy(this::read)
                .isInstanceOf(DomainException.InvalidRequest.class)
                .message()
                .doesNotContain("f81d4fae");
    }

    @Test
    void shouldTakeANotificationWithoutItsFileAsAGap() {
        // when
        Webhook webhook = webhook(Captured.of("rtpengine/not-attached.http").headers());
        var told = new RtpengineTranslator().translate(source(Map.of()), webhook, NOW);

        // then
        assertThat(told.notices()).hasSize(1);
        Notice.RecordingFailed failed = (Notice.RecordingFailed) told.notices().get(0);
        assertThat(failed.callId()).isEqualTo(CALL);
        assertThat(failed.at()).isBetween(Instant.parse("2026-11-24T12:12:00Z"), NOW);
    }

    @Test
    void shouldSayWhereANotificationWithItsFileGoes() {
        assertThatThrownBy(() -> new RtpengineTranslator().translate(source(Map.of()), webhook(headers), NOW))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .hasMessageContaining("/recordings");
    }

    private RecordedStream read() {
        return read(headers, Map.of());
    }

    private static RecordedStream read(Map<String, String> headers, Map<String, String> fields) {
        return RecordedStream.of(source(fields), webhook(headers), NOW);
    }

    private static Webhook webhook(Map<String, String> headers) {
        return new Webhook("/", headers, Map.of(), new byte[0]);
    }

    private static Source source(Map<String, String> fields) {
        return new Source(
                "rtpengine-1",
                SourceKind.RTPENGINE,
                List.of(TestSources.hash("rtpengine-secret-1")),
                ZoneOffset.UTC,
                Optional.empty(),
                fields,
                Recorded.ANSWERED,
                false,
                null);
    }
}
