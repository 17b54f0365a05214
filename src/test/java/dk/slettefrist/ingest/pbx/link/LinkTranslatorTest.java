package dk.slettefrist.ingest.pbx.link;

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

class LinkTranslatorTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:17:00Z");
    private static final String URL = "https://pbx.example.dk/r/1.wav";

    private final LinkTranslator translator = new LinkTranslator();
    private final Carrier plain =
            Carrier.of(SourceKind.LINK, "link-source-secret").in("Europe/Copenhagen");

    private final Carrier ownNames = plain.with("url", "recordingUrl")
            .with("operator", "agent")
            .with("caller", "number")
            .with("startedAt", "start")
            .with("answeredAt", "established")
            .with("endedAt", "end");

    private final CallDetails details = CallDetails.NONE
            .with("operator", Optional.of("1001"))
            .with("queue", Optional.of("8001"))
            .with("caller", Optional.of("+4511111111"))
            .withDirection(Optional.of("Inbound"));

    /** What the template of docs/pbx/link.md makes of a call. It names no call: 3CX' variables have no identifier of one. */
    @Test
    void shouldReadTheJournalOf3cx() {
        // when
        Told told = translate(plain, Payload.of("link/3cx.json"));

        // then
        Notice.RecordingReady ready = (Notice.RecordingReady) told.notices().get(0);
        assertThat(ready)
                .isEqualTo(
                        new Notice.RecordingReady(
                                ready.recordingId(),
                                ready.recordingId(),
                                Instant.parse("2026-11-24T10:15:30Z"),
                                Instant.parse("2026-11-24T10:16:12Z"),
                                details,
                                URI.create(
                                        "https://kommune.3cx.eu:5001/webapi/recording/%5BS%C3%B8ren%20%C3%86r%C3%B8%5D_1001-4511111111_20261124101530(29).wav")));
        assertThat(ready.recordingId()).matches("sha256:[0-9a-f]{64}");
        assertThat(told.deliveryId()).isEqualTo(ready.callId() + " " + ready.recordingId());
    }

    @Test
    void shouldReadFieldsOfOtherNames() {
        // when
        Told told = translate(ownNames, Payload.of("link/own-names.json"));

        // then
        Notice.RecordingReady ready = (Notice.RecordingReady) told.notices().get(0);
        assertThat(ready)
                .isEqualTo(new Notice.RecordingReady(
                        "00000000-01dc-27dd-cc8a-799100000029",
                        ready.recordingId(),
                        Instant.parse("2026-11-24T10:15:30Z"),
                        Instant.parse("2026-11-24T10:16:12Z"),
                        details,
                        URI.create("https://pbx.example.dk/recordings/29.wav")));
    }

    @Test
    void shouldTellOfACallWithoutRecording() {
        // given
        String journal = Payload.of("link/own-names.json").replaceFirst("\"https:[^\"]*\"", "\"\"");

        // then
        String callId = "00000000-01dc-27dd-cc8a-799100000029";
        assertThat(translate(ownNames, journal))
                .isEqualTo(Told.of(
                        call(CallFact.Kind.STARTED, callId, "2026-11-24T10:15:30Z"),
                        call(CallFact.Kind.ANSWERED, callId, "2026-11-24T10:15:40Z"),
                        call(CallFact.Kind.ENDED, callId, "2026-11-24T10:16:12Z")));
    }

    @Test
    void shouldReadPlacesInsideTheMessage() {
        // given
        Carrier generator = plain.with("url", "/FileUrls/0")
                .with("callId", "Id")
                .with("operator", "User")
                .with("caller", "/Callerid");

        // then
        Told told = translate(generator, Payload.of("link/3cx-webhook-generator.json"));
        Notice.RecordingReady ready = (Notice.RecordingReady) told.notices().get(0);
        assertThat(ready)
                .isEqualTo(new Notice.RecordingReady(
                        "230307140234_35-1",
                        ready.recordingId(),
                        NOW,
                        NOW,
                        CallDetails.NONE
                                .with("operator", Optional.of("202"))
                                .with("caller", Optional.of("05551239988")),
                        URI.create("https://pbx.example.dk:5001/webapi/recording/230307140234_35-1-1.mp3")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2026-11-24T10:16:12Z\"",
                "\"2026-11-24T11:16:12+01:00\"",
                "\"2026-11-24T11:16:12\"",
                "\"2026-11-24 11:16:12\"",
                "\"1795515372\"",
                "1795515372",
                "1795515372000",
            })
    void shouldReadTimesInAnyForm(String time) {
        // when
        Told told = translate(plain, "{\"url\": \"" + URL + "\", \"duration\": 42, \"endedAt\": " + time + "}");

        // then
        Notice.RecordingReady ready = (Notice.RecordingReady) told.notices().get(0);
        assertThat(ready.startedAt()).isEqualTo("2026-11-24T10:15:30Z");
        assertThat(ready.endedAt()).isEqualTo("2026-11-24T10:16:12Z");
    }

    @Test
    void shouldUseOurNamesWhenTheSettingsSayNothing() {
        // given
        String message =
                """
                {"url": "%s", "callId": "c-1", "recordingId": "r-1", "startedAt": "2026-11-24T10:15:30Z", "endedAt": "2026-11-24T10:16:12Z",
                 "operator": "Søren Ærø", "queue": "main", "caller": "+4511111111", "callee": "+4522222222", "direction": "outbound"}
                """
                        .formatted(URL);

        // then
        assertThat(translate(plain, message))
                .isEqualTo(new Told(
                        "c-1 r-1",
                        List.of(new Notice.RecordingReady(
                                "c-1",
                                "r-1",
                                Instant.parse("2026-11-24T10:15:30Z"),
                                Instant.parse("2026-11-24T10:16:12Z"),
                                CallDetails.NONE
                                        .with("operator", Optional.of("Søren Ærø"))
                                        .with("queue", Optional.of("main"))
                                        .with("caller", Optional.of("+4511111111"))
                                        .with("callee", Optional.of("+4522222222"))
                                        .withDirection(Optional.of("outbound")),
                                URI.create(URL)))));
    }

    @Test
    void shouldKnowARecordingByItsAddressWhenNothingElseNamesIt() {
        // when
        Notice.RecordingReady one = ready("{\"url\": \"" + URL + "\"}");
        Notice.RecordingReady again = ready("{\"url\": \"" + URL + "\", \"operator\": \"1001\"}");
        Notice.RecordingReady other = ready("{\"url\": \"" + URL + "?2\"}");

        // then
        assertThat(one.callId()).isEqualTo(one.recordingId()).isEqualTo(again.callId());
        assertThat(again.recordingId()).isEqualTo(one.recordingId());
        assertThat(other.recordingId()).isNotEqualTo(one.recordingId());
    }

    @Test
    void shouldSayNothingOfACallThatHasNoName() {
        assertThat(translate(plain, "{\"url\": null, \"endedAt\": \"2026-11-24T10:16:12Z\"}")
                        .notices())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"url, recordingUrl", "callId, /call/id", "recordingId, rec"})
    void shouldSayThatASettingNamesAPlaceThatIsNotThere(String ours, String theirs) {
        // given
        Carrier wrong = plain.with(ours, theirs);

        // then
        assertThatThrownBy(() -> translate(wrong, "{\"url\": \"" + URL + "\"}"))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .hasMessageContaining("slettefrist.sources.carrier.fields." + ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "url=https://pbx.example.dk/r/1.wav",
                "{\"url\": \"1.wav\"}",
                "{\"url\": \"file:///etc/passwd\"}",
                "{\"url\": \"https://pbx.example.dk/r/1.wav\"} {}",
            })
    void shouldRefuseWhatNamesNoRecording(String message) {
        assertThatThrownBy(() -> translate(plain, message)).isInstanceOf(DomainException.InvalidRequest.class);
    }

    @Test
    void shouldProveByToken() {
        assertThatThrownBy(() -> translator.prove(plain.source(), Carrier.json("{}"), NOW))
                .isInstanceOf(DomainException.NotProven.class);
        translator.prove(
                plain.source(),
                Carrier.message("/hook?token=link-source-secret", "application/json", new byte[0]),
                NOW);
    }

    private Notice call(CallFact.Kind kind, String callId, String at) {
        return new Notice.CallTold(kind, callId, Instant.parse(at), details);
    }

    private Notice.RecordingReady ready(String message) {
        return (Notice.RecordingReady) translate(plain, message).notices().get(0);
    }

    private Told translate(Carrier carrier, String message) {
        return translator.translate(carrier.source(), Carrier.json(message), NOW);
    }
}
