package dk.slettefrist.ingest.pbx.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.AllowedHost;
import dk.slettefrist.source.Recorded;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.TestSources;

/** Events with the fields of Asterisk's {@code rest-api/api-docs}. */
class AsteriskTranslatorTest {

    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
    private static final Instant AT = Instant.parse("2026-11-24T10:15:30.123Z");
    private static final String CALL = "1795515330.42";
    private static final String STAMP = "2026-11-24T11:15:30.123+0100";

    private final AsteriskTranslator translator = new AsteriskTranslator();

    @Test
    void shouldTellThatACallStarted() {
        // when
        List<Notice> notices = translate(channel("ChannelCreated", CALL, "PJSIP/trunk-0000002a", "Ring"));

        // then
        assertThat(notices)
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.STARTED,
                        CALL,
                        AT,
                        details("caller", "+4511223344")
                                .with("callee", Optional.of("70101010"))
                                .withDirection(Optional.of("inbound"))));
    }

    @Test
    void shouldTellWhichTelephoneAnsweredWithoutStartingTheCallAgain() {
        // when
        List<Notice> created = translate(channel("ChannelCreated", "1795515331.43", "PJSIP/201-0000002b", "Down"));
        List<Notice> up = translate(channel("ChannelStateChange", "1795515331.43", "PJSIP/201-0000002b", "Up"));

        // then
        assertThat(created).isEmpty();
        assertThat(up)
                .containsExactly(new Notice.CallTold(CallFact.Kind.ANSWERED, CALL, AT, details("operator", "201")));
    }

    @Test
    void shouldTellOfNobodyWhenALineToTheOutsideIsUp() {
        // when
        List<Notice> up = translate(channel("ChannelStateChange", "1795515331.43", "PJSIP/trunk-0000002b", "Up"));

        // then
        assertThat(up).containsExactly(new Notice.CallTold(CallFact.Kind.ANSWERED, CALL, AT, CallDetails.NONE));
    }

    @Test
    void shouldEndTheCallWithItsFirstChannelOnly() {
        // when
        List<Notice> other = translate(channel("ChannelDestroyed", "1795515331.43", "PJSIP/201-0000002b", "Up"));
        List<Notice> first = translate(channel("ChannelDestroyed", CALL, "PJSIP/trunk-0000002a", "Up"));

        // then
        assertThat(other).isEmpty();
        assertThat(first).containsExactly(new Notice.CallTold(CallFact.Kind.ENDED, CALL, AT, CallDetails.NONE));
    }

    @Test
    void shouldKnowACallThatATelephoneMade() {
        // when
        List<Notice> notices = translate(channel("StasisStart", CALL, "PJSIP/201-0000002a", "Up"));

        // then
        assertThat(notices)
                .containsExactly(
                        new Notice.CallTold(
                                CallFact.Kind.STARTED,
                                CALL,
                                AT,
                                details("caller", "+4511223344")
                                        .with("callee", Optional.of("70101010"))
                                        .withDirection(Optional.of("outbound"))),
                        new Notice.CallTold(CallFact.Kind.ANSWERED, CALL, AT, details("operator", "201")));
    }

    @Test
    void shouldTakeAChannelForACallWhenNothingLinksIt() {
        // given
        String event = channel("ChannelDestroyed", "pbx1-1795515331.43", "PJSIP/201-0000002b", "Up")
                .replace("\"CHANNEL(linkedid)\": \"" + CALL + "\"", "");

        // then
        assertThat(translate(event))
                .containsExactly(new Notice.CallTold(CallFact.Kind.ENDED, "pbx1-1795515331.43", AT, CallDetails.NONE));
    }

    @Test
    void shouldReadTheChannelVariablesThatTheSettingsName() {
        // given
        Source source = source(Map.of("operator", "AGENT", "queue", "QUEUENAME"), Optional.empty());
        String event = channel("ChannelStateChange", CALL, "Local/9@from-queue-00000001;1", "Up")
                .replace(
                        "\"CHANNEL(linkedid)\"",
                        "\"AGENT\": \"Søren Ærø\", \"QUEUENAME\": \"hoved\", \"CHANNEL(linkedid)\"");

        // then
        assertThat(translator
                        .translate(source, webhook(event, StandardCharsets.UTF_8, ""), NOW)
                        .notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.ANSWERED,
                        CALL,
                        AT,
                        details("operator", "Søren Ærø").with("queue", Optional.of("hoved"))));
    }

    @Test
    void shouldReadTheCharacterSetThatARelayTells() {
        // given
        Source source = source(Map.of("operator", "AGENT"), Optional.empty());
        String event = channel("ChannelStateChange", CALL, "x", "Up")
                .replace("\"CHANNEL(linkedid)\"", "\"AGENT\": \"Søren\", \"CHANNEL(linkedid)\"");

        // when
        List<Notice> notices = translator
                .translate(source, webhook(event, StandardCharsets.ISO_8859_1, "; charset=iso-8859-1"), NOW)
                .notices();

        // then
        assertThat(((Notice.CallTold) notices.get(0)).details()).isEqualTo(details("operator", "Søren"));
    }

    @ParameterizedTest
    @CsvSource({
        "1795515330.42, channel:1795515399.1, 1795515330.42",
        "1795515330.42-2, channel:1795515399.1, 1795515330.42",
        "pbx1-1795515330.42_agent, channel:1795515399.1, pbx1-1795515330.42",
        "citizen, channel:1795515330.42, 1795515330.42",
        "1795515330, channel:1795515330.42, 1795515330.42",
        "meeting, bridge:6f3d, bridge:6f3d",
    })
    void shouldKnowTheCallOfARecording(String name, String target, String call) {
        // when
        List<Notice> notices = translate(recording("RecordingFinished", name, target, "done"));

        // then
        assertThat(notices)
                .containsExactly(new Notice.RecordingReady(
                        call,
                        name,
                        AT.minusSeconds(95),
                        AT,
                        CallDetails.NONE,
                        URI.create("https://pbx.example.dk:8089/ari/recordings/stored/" + name + "/file"),
                        URI.create("https://pbx.example.dk:8089/ari/recordings/stored/" + name)));
    }

    @Test
    void shouldEncodeTheNameOfARecording() {
        // when
        Notice.RecordingReady ready = (Notice.RecordingReady)
                translate(recording("RecordingFinished", "2026/Ærø 1+?", "channel:" + CALL, "done"))
                        .get(0);

        // then
        assertThat(ready.recordingId()).isEqualTo(PbxIdentifier.of("name", "2026/Ærø 1+?"));
        assertThat(ready.media())
                .isEqualTo(URI.create(
                        "https://pbx.example.dk:8089/ari/recordings/stored/2026%2F%C3%86r%C3%B8%201%2B%3F/file"));
    }

    @Test
    void shouldTakeARecordingWithoutDurationAsOfNoLength() {
        // when
        Notice.RecordingReady ready =
                (Notice.RecordingReady) translate(recording("RecordingFinished", CALL, "channel:" + CALL, "done")
                                .replace("\"duration\": 95", "\"duration\": \"long\""))
                        .get(0);

        // then
        assertThat(ready.startedAt()).isEqualTo(AT);
    }

    @Test
    void shouldPassOverACanceledRecordingAndTellOfAFailedOne() {
        // when
        List<Notice> canceled = translate(recording("RecordingFinished", CALL, "channel:" + CALL, "canceled"));
        List<Notice> failed = translate(recording("RecordingFailed", CALL, "channel:" + CALL, "failed"));

        // then
        assertThat(canceled).isEmpty();
        assertThat(failed).containsExactly(new Notice.RecordingFailed(CALL, CALL, AT));
    }

    @Test
    void shouldSayWhichSettingIsMissing() {
        // given
        Source source = source(Map.of(), Optional.empty());
        Webhook finished =
                webhook(recording("RecordingFinished", CALL, "channel:" + CALL, "done"), StandardCharsets.UTF_8, "");

        // then
        assertThatThrownBy(() -> translator.translate(source, finished, NOW))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .hasMessageContaining("media.base-url");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T11:15:30.123+0100, 2026-11-24T10:15:30.123Z",
        "2026-11-24T11:15:30.123+01:00, 2026-11-24T10:15:30.123Z",
        "2026-11-24T10:15:30.123Z, 2026-11-24T10:15:30.123Z",
        "2026-11-24T05:15:30-0500, 2026-11-24T10:15:30Z",
        "yesterday, 2026-11-24T11:00:00Z",
        "'', 2026-11-24T11:00:00Z",
    })
    void shouldReadTheTimesOfAsterisk(String stamp, Instant at) {
        // when
        List<Notice> notices =
                translate(channel("ChannelDestroyed", CALL, "x", "Up").replace(STAMP, stamp));

        // then
        assertThat(((Notice.CallTold) notices.get(0)).at()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ChannelDialplan",
                "ChannelVarset",
                "BridgeCreated",
                "RecordingStarted",
                "Dial",
                "ChannelHangupRequest"
            })
    void shouldPassOverOtherEvents(String type) {
        assertThat(translate(channel(type, CALL, "PJSIP/201-0000002b", "Up"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{}",
                "{\"type\": \"ChannelCreated\"}",
                "{\"type\": \"ChannelDestroyed\", \"channel\": {\"name\": \"secret-name\"}}",
                "{\"type\": \"RecordingFinished\", \"recording\": {\"state\": \"done\", \"target_uri\": \"channel:1\"}}",
                "{\"type\": \"RecordingFinished\", \"recording\": {\"state\": \"done\", \"name\": \"secret-name\"}}",
            })
    void shouldRefuseWhatNamesNothingWithoutRepeatingIt(String body) {
        assertThatThrownBy(() -> translate(body))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .message()
                .doesNotContain("secret-name");
    }

    @ParameterizedTest
    @CsvSource({"asterisk-secret-1, true", "asterisk-secret-2, true", "asterisk-secret-3, false", "'', false"})
    void shouldKnowTheSourceByItsToken(String token, boolean known) {
        // given
        Webhook webhook = new Webhook("/", Map.of(), Map.of("token", List.of(token)), new byte[0]);
        Source source = source(Map.of(), Optional.empty());

        // then
        if (known) {
            translator.prove(source, webhook, NOW);
        } else {
            assertThatThrownBy(() -> translator.prove(source, webhook, NOW))
                    .isInstanceOf(DomainException.NotProven.class);
        }
    }

    private List<Notice> translate(String event) {
        Source source = source(Map.of(), Optional.of(URI.create("https://pbx.example.dk:8089/ari")));
        return translator
                .translate(source, webhook(event, StandardCharsets.UTF_8, ""), NOW)
                .notices();
    }

    private static CallDetails details(String name, String value) {
        return CallDetails.NONE.with(name, Optional.of(value));
    }

    private static Webhook webhook(String body, Charset charset, String parameter) {
        return new Webhook(
                "/api/v1/sources/asterisk-1/webhook",
                Map.of("content-type", "application/json" + parameter),
                Map.of(),
                body.getBytes(charset));
    }

    private static String channel(String type, String id, String name, String state) {
        return """
                {"type": "%s", "timestamp": "%s", "application": "slettefrist", "asterisk_id": "02:42:ac:11:00:02",
                 "cause": 16, "cause_txt": "Normal Clearing",
                 "channel": {"id": "%s", "name": "%s", "state": "%s", "protocol_id": "9f2c@192.0.2.40",
                  "caller": {"name": "Søren Ærø", "number": "+4511223344"}, "connected": {"name": "", "number": ""},
                  "accountcode": "", "dialplan": {"context": "from-trunk", "exten": "70101010", "priority": 1, "app_name": "Stasis",
                  "app_data": "slettefrist"}, "creationtime": "2026-11-24T11:15:30.001+0100", "language": "da",
                  "channelvars": {"CHANNEL(linkedid)": "%s"}}}
                """
                .formatted(type, STAMP, id, name, state, CALL);
    }

    private static String recording(String type, String name, String target, String state) {
        return """
                {"type": "%s", "timestamp": "%s", "application": "slettefrist", "asterisk_id": "02:42:ac:11:00:02",
                 "recording": {"name": "%s", "format": "wav", "state": "%s", "target_uri": "%s", "duration": 95}}
                """
                .formatted(type, STAMP, name, state, target);
    }

    private static Source source(Map<String, String> fields, Optional<URI> baseUrl) {
        return new Source(
                "asterisk-1",
                SourceKind.ASTERISK,
                List.of(TestSources.hash("asterisk-secret-1"), TestSources.hash("asterisk-secret-2")),
                ZoneOffset.UTC,
                Optional.empty(),
                fields,
                Recorded.ANSWERED,
                true,
                new Source.Media(
                        baseUrl,
                        List.of(AllowedHost.parse("pbx.example.dk")),
                        false,
                        List.of(),
                        Optional::empty,
                        Duration.ofDays(3),
                        Duration.ofMinutes(10),
                        3,
                        false));
    }
}
