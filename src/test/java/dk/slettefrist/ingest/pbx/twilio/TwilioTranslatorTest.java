package dk.slettefrist.ingest.pbx.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.Payload;

class TwilioTranslatorTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:17:00Z");
    private static final String CALL = "CA0123456789abcdef0123456789abcdef";
    private static final String RECORDING = "RE0123456789abcdef0123456789abcdef";
    private static final String RESOURCE =
            "https://api.twilio.com/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Recordings/" + RECORDING;

    private final TwilioTranslator translator = new TwilioTranslator(Carrier.SETTINGS);
    private final Carrier carrier =
            Carrier.of(SourceKind.TWILIO, "0123456789abcdef0123456789abcdef").at("https://opkald.example.dk");

    @Test
    void shouldTellOfARecordingThatLiesReady() {
        // when
        Told told = translate(Payload.of("twilio/recording-completed.form"));

        // then
        assertThat(told)
                .isEqualTo(new Told(
                        RECORDING + " completed",
                        List.of(new Notice.RecordingReady(
                                CALL,
                                RECORDING,
                                Instant.parse("2026-11-24T10:15:30Z"),
                                Instant.parse("2026-11-24T10:16:12Z"),
                                CallDetails.NONE,
                                URI.create(RESOURCE + ".wav"),
                                URI.create(RESOURCE + ".json")))));
    }

    @ParameterizedTest
    @CsvSource({
        "recording-completed.form, RE0123456789abcdef0123456789abcdef completed",
        "call-ringing.form, " + "CA0123456789abcdef0123456789abcdef ringing"
    })
    void shouldTellAttemptsApartBesideWhatIsSigned(String payload, String delivery) {
        // when
        Told told = translator.translate(
                carrier.source(),
                Carrier.form(Payload.of("twilio/" + payload), "i-twilio-idempotency-token", "token"),
                NOW);

        // then
        assertThat(told.deliveryId()).isEqualTo(delivery);
        assertThat(told.attemptsId()).startsWith(delivery).endsWith("token").isNotEqualTo(delivery);
    }

    @Test
    void shouldTellOfARecordingOfTeXml() {
        // when
        Webhook webhook = Carrier.form(
                Payload.of("twilio/texml-recording-completed.form"), "telnyx-signature-ed25519", "checked before");
        Notice notice =
                translator.translate(carrier.source(), webhook, NOW).notices().get(0);

        // then
        assertThat(notice)
                .isEqualTo(new Notice.RecordingReady(
                        "v2:qiaymU9Ij90xJRRkYGWHOIx_41EVJPrzlny2zC67hwL1wVIUnnMrqQ",
                        "35094891-3290-4142-b2c2-b2eda57534cf",
                        NOW.minusSeconds(5),
                        NOW,
                        CallDetails.NONE,
                        URI.create("https://recording.com/your-recording-url"),
                        URI.create(
                                "https://api.telnyx.com/v2/texml/Accounts/cb6cfbbc-eb00-41af-a3f3-0d7b32009e4b/Recordings/"
                                        + "35094891-3290-4142-b2c2-b2eda57534cf.json")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.signalwire.com/api/laml/2010-04-01/Accounts/a/Recordings/r, .wav, .json",
        "https://api.twilio.com/2010-04-01/Accounts/a/Recordings/r.mp3, '', .json",
        "https://files.example.com/a/r.mp3?X-Amz-Signature=1, '', ''",
        "https://files.example.com/Recordings/r?token=1, '', ''",
    })
    void shouldFetchTheWavOfARecordingResource(String url, String file, String deletion) {
        // given
        String fields = "CallSid=c&RecordingSid=r&RecordingStatus=completed&RecordingUrl=" + url.replace("?", "%3F");

        // when
        Notice.RecordingReady ready =
                (Notice.RecordingReady) translate(fields).notices().get(0);

        // then
        assertThat(ready.media()).hasToString(url + file);
        assertThat(ready.deletion()).hasToString(deletion.isEmpty() ? url : url.replace(".mp3", "") + deletion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "failed", "ABSENT"})
    void shouldTellThatARecordingIsNotToBeHad(String status) {
        // given
        String fields = "CallSid=c&RecordingSid=r&RecordingDuration=0&RecordingStatus=" + status
                + "&RecordingStartTime=Tue%2C+24+Nov+2026+10%3A15%3A30+%2B0000";

        // then
        assertThat(translate(fields).notices())
                .containsExactly(new Notice.RecordingFailed("c", "r", Instant.parse("2026-11-24T10:15:30Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-progress", "paused", "something-new"})
    void shouldSayNothingOfARecordingThatGoesOn(String status) {
        assertThat(translate("CallSid=c&RecordingSid=r&RecordingStatus=" + status)
                        .notices())
                .isEmpty();
    }

    @Test
    void shouldTellStatusesOfARecordingApart() {
        // given
        String going = "CallSid=c&RecordingSid=r&RecordingStatus=in-progress";
        String absent = "CallSid=c&RecordingSid=r&RecordingStatus=absent";

        // then
        assertThat(translate(going).deliveryId()).isNotEqualTo(translate(absent).deliveryId());
        assertThat(translate(absent + "&RecordingDuration=0").deliveryId())
                .isEqualTo(translate(absent).deliveryId());
    }

    @Test
    void shouldKnowTheCallOfAConferencesRecordingByTheConference() {
        // given
        String fields =
                "ConferenceSid=CF1&RecordingSid=r&RecordingStatus=completed&RecordingUrl=https%3A%2F%2Fx.example.com%2Fr";

        // then
        assertThat(translate(fields).notices())
                .singleElement()
                .extracting(notice -> ((Notice.RecordingReady) notice).callId())
                .isEqualTo("CF1");
    }

    @Test
    void shouldTellOfACall() {
        assertThat(translate(Payload.of("twilio/call-ringing.form")).notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.STARTED,
                        CALL,
                        Instant.parse("2026-11-24T10:15:20Z"),
                        details(Map.of("caller", "+4511111111", "callee", "+4522222222", "direction", "INBOUND"))));
    }

    @Test
    void shouldReadTheTimestampOfTeXml() {
        assertThat(translate(Payload.of("twilio/texml-call-completed.form")).notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.ENDED,
                        "v2:7V3r4VFCGLTzKLOveE0-7vM9dX17-NRQgU1byo-uuOIX9JcDadLLKw",
                        Instant.parse("2021-04-28T21:51:18.731479Z"),
                        details(Map.of("caller", "+18445931290", "callee", "+13122010055"))));
    }

    @Test
    void shouldTellOfTheRecordingThatACallNamesAtItsEnd() {
        // when
        Told told = translate(Payload.of("twilio/call-completed-with-recording.form"));

        // then
        CallDetails details =
                details(Map.of("caller", "+4522222222", "callee", "+4511111111", "direction", "OUTBOUND"));
        Instant end = Instant.parse("2026-11-24T10:16:12Z");
        assertThat(told.notices())
                .containsExactly(
                        new Notice.CallTold(CallFact.Kind.ENDED, CALL, end, details),
                        new Notice.RecordingReady(
                                CALL,
                                RECORDING,
                                end.minusSeconds(40),
                                end,
                                details,
                                URI.create(RESOURCE + ".wav"),
                                URI.create(RESOURCE + ".json")));
    }

    @ParameterizedTest
    @CsvSource({
        "queued, STARTED",
        "initiated, STARTED",
        "ringing, STARTED",
        "in-progress, ANSWERED",
        "answered, ANSWERED",
        "completed, ENDED",
        "busy, ENDED",
        "no-answer, ENDED",
        "failed, ENDED",
        "canceled, ENDED",
    })
    void shouldKnowEveryStatusOfACall(String status, CallFact.Kind kind) {
        assertThat(translate("CallSid=c&CallStatus=" + status).notices())
                .containsExactly(new Notice.CallTold(kind, "c", NOW, CallDetails.NONE));
    }

    @Test
    void shouldTakeTheOneWhoIsDialledAsTheOperator() {
        assertThat(translate(Payload.of("twilio/leg-in-progress.form")).notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.ANSWERED,
                        CALL,
                        Instant.parse("2026-11-24T10:15:30Z"),
                        details(Map.of("operator", "1001"))));
    }

    @ParameterizedTest
    @CsvSource({"client:anna, anna", "sips:1002@x, 1002", "+4533333333, +4533333333"})
    void shouldKnowTheOperatorsExtension(String dialled, String operator) {
        // given
        String fields = "CallSid=leg&ParentCallSid=c&CallStatus=in-progress&To=" + dialled.replace("+", "%2B");

        // then
        assertThat(translate(fields).notices())
                .containsExactly(
                        new Notice.CallTold(CallFact.Kind.ANSWERED, "c", NOW, details(Map.of("operator", operator))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ringing", "completed", "no-answer"})
    void shouldNotEndACallWithOneOfItsLegs(String status) {
        // given
        Told told = translate("CallSid=leg&ParentCallSid=c&CallStatus=" + status);

        // then
        assertThat(told.notices()).isEmpty();
        assertThat(told.deliveryId()).isEqualTo("leg " + status);
    }

    @Test
    void shouldTakeOperatorAndQueueFromTheSignedUrl() {
        // given
        Webhook webhook = Carrier.message(
                "/hook?operator=1001&queue=main",
                "application/x-www-form-urlencoded",
                "CallSid=c&CallStatus=in-progress".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(translator.translate(carrier.source(), webhook, NOW).notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.ANSWERED, "c", NOW, details(Map.of("operator", "1001", "queue", "main"))));
    }

    @Test
    void shouldTakeFieldsFromWhereTheSettingsSay() {
        // given
        Carrier mine = carrier.with("operator", "AgentName").with("caller", "CallerName");
        Webhook webhook =
                Carrier.form("CallSid=c&CallStatus=ringing&AgentName=S%C3%B8ren+%C3%86r%C3%B8&CallerName=Anna&From=1");

        // then
        assertThat(translator.translate(mine.source(), webhook, NOW).notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.STARTED, "c", NOW, details(Map.of("operator", "Søren Ærø", "caller", "Anna"))));
    }

    @Test
    void shouldReadOtherCharacterSets() {
        // given
        Webhook webhook = Carrier.message(
                "/hook",
                "application/x-www-form-urlencoded; charset=ISO-8859-1",
                "CallSid=c&CallStatus=ringing&From=S%F8ren".getBytes(StandardCharsets.US_ASCII));

        // then
        assertThat(translator.translate(carrier.source(), webhook, NOW).notices())
                .containsExactly(
                        new Notice.CallTold(CallFact.Kind.STARTED, "c", NOW, details(Map.of("caller", "Søren"))));
    }

    @Test
    void shouldReadTheSameOfJson() {
        assertThat(translator
                        .translate(
                                carrier.source(),
                                Carrier.json("{\"CallSid\": \"c\", \"CallStatus\": \"ringing\", \"From\": \"Søren\"}"),
                                NOW)
                        .notices())
                .containsExactly(
                        new Notice.CallTold(CallFact.Kind.STARTED, "c", NOW, details(Map.of("caller", "Søren"))));
    }

    @Test
    void shouldTakeARecordingWhoseTimesAreStrange() {
        // given
        String fields =
                "CallSid=c&RecordingSid=r&RecordingStatus=completed&RecordingUrl=https%3A%2F%2Fx.example.com%2Fr"
                        + "&RecordingDuration=-1&RecordingStartTime=yesterday";

        // then
        assertThat(translate(fields).notices())
                .containsExactly(new Notice.RecordingReady(
                        "c", "r", NOW, NOW, CallDetails.NONE, URI.create("https://x.example.com/r")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CallSid=c",
                "CallStatus=completed",
                "RecordingSid=r&RecordingStatus=completed&RecordingUrl=https%3A%2F%2Fx.example.com%2Fr",
                "CallSid=c&RecordingStatus=completed&RecordingUrl=https%3A%2F%2Fx.example.com%2Fr",
                "CallSid=c&RecordingSid=r&RecordingStatus=completed",
                "CallSid=c&RecordingSid=r&RecordingStatus=completed&RecordingUrl=file%3A%2F%2F%2Fetc%2Fpasswd",
                "CallSid=%zz&CallStatus=completed",
            })
    void shouldRefuseWhatIsNoCallback(String fields) {
        assertThatThrownBy(() -> translate(fields)).isInstanceOf(DomainException.InvalidRequest.class);
    }

    /** None of these fields is relied on: without them the recording ended, at the latest, when the message came. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&RecordingDuration=42",
                "&RecordingStartTime=Tue%2C+24+Nov+2026+10%3A15%3A30+%2B0000",
                "&RecordingStartTime=yesterday&RecordingDuration=long&Timestamp=now",
                "&RecordingStartTime=&RecordingDuration=-1&Timestamp=",
            })
    void shouldTakeARecordingForEndedWhenTheMessageCame(String times) {
        // when
        Told told = translate("CallSid=c&RecordingSid=r&RecordingStatus=completed"
                + "&RecordingUrl=https%3A%2F%2Fx.example.com%2Fr" + times);

        // then
        assertThat(((Notice.RecordingReady) told.notices().get(0)).endedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&Timestamp=", "&Timestamp=soon&CallDuration=long&SequenceNumber=first"})
    void shouldTakeACallForEndedWhenTheMessageCame(String times) {
        assertThat(translate("CallSid=c&CallStatus=completed" + times).notices())
                .containsExactly(new Notice.CallTold(CallFact.Kind.ENDED, "c", NOW, CallDetails.NONE));
    }

    @Test
    void shouldProveMessagesOfTeXmlByTheirOwnSignature() {
        // given
        Webhook webhook = Carrier.form("CallSid=c&CallStatus=ringing", "telnyx-signature-ed25519", "AAAA");

        // then
        assertThatThrownBy(() -> translator.prove(carrier.source(), webhook, NOW))
                .isInstanceOf(DomainException.NotProven.class)
                .hasMessageContaining("telnyx-timestamp");
    }

    private Told translate(String fields) {
        return translator.translate(carrier.source(), Carrier.form(fields), NOW);
    }

    private static CallDetails details(Map<String, String> fields) {
        CallDetails details = CallDetails.NONE.withDirection(Optional.ofNullable(fields.get("direction")));
        for (String name : new String[] {"operator", "queue", "caller", "callee"}) {
            details = details.with(name, Optional.ofNullable(fields.get(name)));
        }
        return details;
    }
}
