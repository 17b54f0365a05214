package dk.slettefrist.ingest.pbx.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.Payload;
import dk.slettefrist.testing.TelnyxSigner;

class TelnyxTranslatorTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:17:00Z");
    private static final String SESSION = "428c31b6-abf3-3bc1-b7f4-5013ef9657c1";

    private final TelnyxTranslator translator = new TelnyxTranslator(Carrier.SETTINGS);
    private final Carrier carrier = Carrier.of(SourceKind.TELNYX, TelnyxSigner.PUBLIC_KEY);

    @Test
    void shouldTellOfARecordingThatLiesReady() {
        assertThat(translate(Payload.of("telnyx/call-recording-saved.json")))
                .isEqualTo(
                        new Told(
                                "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0",
                                List.of(
                                        new Notice.RecordingReady(
                                                SESSION,
                                                "10cd86ac-fef8-4765-b203-0f7511f9fc75",
                                                Instant.parse("2026-11-24T10:15:30.148619Z"),
                                                Instant.parse("2026-11-24T10:16:12.788447Z"),
                                                CallDetails.NONE
                                                        .with("caller", Optional.of("+4511111111"))
                                                        .with("callee", Optional.of("+4522222222")),
                                                URI.create(
                                                        "https://s3.amazonaws.com/telephony-recorder-prod/10cd86ac.wav"
                                                                + "?X-Amz-Expires=600&X-Amz-Signature=abc"),
                                                URI.create(
                                                        "https://api.telnyx.com/v2/recordings/10cd86ac-fef8-4765-b203-0f7511f9fc75")))));
    }

    /** The documented example tells neither the recording's identifier nor the numbers. */
    @Test
    void shouldTellOfARecordingWithoutAnIdentifier() {
        assertThat(translate(Payload.of("telnyx/call-recording-saved-documented.json"))
                        .notices())
                .containsExactly(new Notice.RecordingReady(
                        SESSION,
                        "428c31b6-7af4-4bcb-b7f5-5013ef9657c1@2018-02-02T22:20:27.521992Z",
                        Instant.parse("2018-02-02T22:20:27.521992Z"),
                        Instant.parse("2018-02-02T22:25:27.521992Z"),
                        CallDetails.NONE,
                        URI.create("http://example.com/recording.mp3")));
    }

    @Test
    void shouldPreferWavAndWhatIsNotPublic() {
        // given
        String urls = "\"recording_urls\": {\"mp3\": \"https://x/1.mp3\", \"wav\": \"https://x/1.wav\"},"
                + " \"public_recording_urls\": {\"wav\": \"https://p/1.wav\"}";
        String onlyPublic = "\"recording_urls\": {}, \"public_recording_urls\": {\"mp3\": \"https://p/1.mp3\"}";

        // then
        assertThat(media(urls)).hasToString("https://x/1.wav");
        assertThat(media(onlyPublic)).hasToString("https://p/1.mp3");
    }

    @Test
    void shouldTellThatARecordingFailed() {
        assertThat(translate(Payload.of("telnyx/call-recording-error.json")).notices())
                .containsExactly(new Notice.RecordingFailed(
                        "428c31b6-7af4-4bcb-b7f5-5013ef9657c1",
                        "428c31b6-7af4-4bcb-b7f5-5013ef9657c1@",
                        Instant.parse("2026-11-24T10:16:12.521992Z")));
    }

    @Test
    void shouldTellOfACall() {
        assertThat(translate(Payload.of("telnyx/call-initiated.json")).notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.STARTED,
                        "63dcc852-e29f-11ee-ab82-02420a0d0870",
                        Instant.parse("2026-11-24T10:15:20.931675Z"),
                        CallDetails.NONE
                                .with("caller", Optional.of("+4511111111"))
                                .with("callee", Optional.of("+4522222222"))
                                .withDirection(Optional.of("incoming"))));
    }

    @Test
    void shouldTakeFieldsFromWhereTheSettingsSay() {
        // given
        Carrier mine = carrier.with("operator", "/custom_headers/0/value")
                .with("caller", "caller_id_name")
                .with("callee", "no");

        // when
        Told told = translator.translate(mine.source(), Carrier.json(Payload.of("telnyx/call-initiated.json")), NOW);

        // then
        assertThat(told.notices())
                .singleElement()
                .extracting(notice -> ((Notice.CallTold) notice).details())
                .isEqualTo(CallDetails.NONE
                        .with("operator", Optional.of("1001"))
                        .with("caller", Optional.of("Søren Ærø"))
                        .withDirection(Optional.of("incoming")));
    }

    @ParameterizedTest
    @CsvSource({"call.initiated, STARTED", "call.answered, ANSWERED", "call.hangup, ENDED"})
    void shouldKnowTheEventsOfACall(String type, CallFact.Kind kind) {
        // given
        String message = Payload.of("telnyx/call-hangup.json").replace("call.hangup", type);

        // then
        assertThat(translate(message).notices())
                .singleElement()
                .extracting(notice -> ((Notice.CallTold) notice).kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"call.bridged", "call.dtmf.received", "call.recording.transcription.saved", "something.new"})
    void shouldSayNothingOfOtherEvents(String type) {
        assertThat(translate("{\"data\": {\"event_type\": \"" + type + "\", \"id\": \"1\", \"payload\": {}}}"))
                .isEqualTo(new Told("1", List.of()));
    }

    @Test
    void shouldTakeTheTimeOfTheMessageWhereNoneIsTold() {
        assertThat(translate(
                        "{\"data\": {\"event_type\": \"call.answered\", \"payload\": {\"call_session_id\": \"s\"}}}"))
                .isEqualTo(Told.of(new Notice.CallTold(CallFact.Kind.ANSWERED, "s", NOW, CallDetails.NONE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "not json",
                "{}",
                "{\"data\": {\"event_type\": \"call.answered\"}}",
                "{\"data\": {\"event_type\": \"call.answered\", \"payload\": {\"call_session_id\": null}}}",
                "{\"data\": {\"event_type\": \"call.recording.saved\", \"payload\": {\"call_session_id\": \"s\", \"recording_id\": \"r\"}}}",
                "{\"data\": {\"event_type\": \"call.recording.saved\", \"payload\": {\"call_session_id\": \"s\","
                        + " \"recording_urls\": {\"wav\": \"https://x/1.wav\"}}}}",
                "{\"data\": {\"event_type\": \"call.recording.saved\", \"payload\": {\"recording_id\": \"r\","
                        + " \"recording_urls\": {\"wav\": \"https://x/1.wav\"}}}}",
                "{\"data\": {\"event_type\": \"call.recording.saved\", \"payload\": {\"call_session_id\": \"s\", \"recording_id\": \"r\","
                        + " \"recording_urls\": {\"wav\": \"1.wav\"}}}}",
            })
    void shouldRefuseWhatIsNoEvent(String message) {
        assertThatThrownBy(() -> translate(message)).isInstanceOf(DomainException.InvalidRequest.class);
    }

    private URI media(String urls) {
        Told told = translate("{\"data\": {\"event_type\": \"conference.recording.saved\", \"payload\": {"
                + "\"call_session_id\": \"s\", \"recording_id\": \"r\", " + urls + "}}}");
        return ((Notice.RecordingReady) told.notices().get(0)).media();
    }

    private Told translate(String message) {
        return translator.translate(carrier.source(), Carrier.json(message), NOW);
    }
}
