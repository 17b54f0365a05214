package dk.slettefrist.ingest.pbx.elks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
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
import dk.slettefrist.ingest.pbx.Proof;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.Payload;

class ElksTranslatorTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:17:00Z");
    private static final CallDetails NUMBERS =
            CallDetails.NONE.with("caller", Optional.of("+4511111111")).with("callee", Optional.of("+4522222222"));

    private final ElksTranslator translator = new ElksTranslator();
    private final Carrier carrier = Carrier.of(SourceKind.ELKS, "elks-source-secret", "elks-next-secret");

    @Test
    void shouldTellOfARecordingThatEndedWhenItWasComplete() {
        assertThat(translate(Payload.of("elks/recordcall.form")))
                .isEqualTo(
                        new Told(
                                "wav c361e5927d2c4d7dcf71a142dc0ec6d9b-r0",
                                List.of(
                                        new Notice.RecordingReady(
                                                "c361e5927d2c4d7dcf71a142dc0ec6d9b",
                                                "c361e5927d2c4d7dcf71a142dc0ec6d9b-r0",
                                                Instant.parse("2026-11-24T10:15:30.075Z"),
                                                Instant.parse("2026-11-24T10:16:12.075Z"),
                                                NUMBERS,
                                                URI.create(
                                                        "https://api.46elks.com/a1/recordings/c361e5927d2c4d7dcf71a142dc0ec6d9b-r0.wav")))));
    }

    @ParameterizedTest
    @CsvSource({"UTC, 2026-11-24T10:16:12.075Z", "Europe/Copenhagen, 2026-11-24T09:16:12.075Z"})
    void shouldReadTimesInTheSourcesZone(String zone, Instant end) {
        // when
        Told told =
                translator.translate(carrier.in(zone).source(), Carrier.form(Payload.of("elks/recordcall.form")), NOW);

        // then
        assertThat(told.notices())
                .singleElement()
                .extracting(notice -> ((Notice.RecordingReady) notice).endedAt())
                .isEqualTo(end);
    }

    @Test
    void shouldTellOfACallThatEnded() {
        // when
        Told told = translate(Payload.of("elks/whenhangup.form"));

        // then
        Instant start = Instant.parse("2026-11-24T10:15:30.333Z");
        CallDetails details = NUMBERS.withDirection(Optional.of("incoming"));
        assertThat(told)
                .isEqualTo(new Told(
                        "end c595183c042b1e43d1c8e79b9fd5cbcab",
                        List.of(
                                new Notice.CallTold(
                                        CallFact.Kind.ANSWERED, "c595183c042b1e43d1c8e79b9fd5cbcab", start, details),
                                new Notice.CallTold(
                                        CallFact.Kind.ENDED,
                                        "c595183c042b1e43d1c8e79b9fd5cbcab",
                                        start.plusSeconds(42),
                                        details))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "busy", "something-new"})
    void shouldNotTellThatACallWasAnsweredWhenItWasNot(String state) {
        assertThat(translate("callid=c&state=" + state).notices())
                .containsExactly(new Notice.CallTold(CallFact.Kind.ENDED, "c", NOW, CallDetails.NONE));
    }

    @Test
    void shouldTakeOperatorAndQueueFromTheAddress() {
        // given
        Webhook webhook = Carrier.message(
                "/hook?operator=1001&queue=main",
                "application/x-www-form-urlencoded",
                "callid=c&state=failed&from=S%C3%B8ren".getBytes(StandardCharsets.US_ASCII));

        // then
        assertThat(translator.translate(carrier.source(), webhook, NOW).notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.ENDED,
                        "c",
                        NOW,
                        CallDetails.NONE
                                .with("operator", Optional.of("1001"))
                                .with("queue", Optional.of("main"))
                                .with("caller", Optional.of("Søren"))));
    }

    @ParameterizedTest
    @CsvSource({
        "https%3A%2F%2Fx.example.com%2Fa%2Fb.wav, b",
        "https%3A%2F%2Fx.example.com%2Fa%2Fb.wav%3Ft%3D1, b",
        "https%3A%2F%2Fx.example.com%2Fa%2FS%C3%B8ren.wav, sha256:",
    })
    void shouldNameARecordingByItsFile(String wav, String recordingId) {
        // when
        Told told = translate("callid=c&wav=" + wav);

        // then
        assertThat(told.notices())
                .singleElement()
                .extracting(notice -> ((Notice.RecordingReady) notice).recordingId())
                .asString()
                .startsWith(recordingId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "callid=c&created=2026-11-24T10%3A16%3A12.075000&duration=42&from=%2B4511111111&to=%2B4522222222",
                "wav=https%3A%2F%2Fx.example.com%2Fb.wav",
                "callid=c&wav=b.wav",
                "state=success",
                "callid=%zz&state=success",
            })
    void shouldRefuseWhatIsNoCallback(String fields) {
        assertThatThrownBy(() -> translate(fields)).isInstanceOf(DomainException.InvalidRequest.class);
    }

    @Test
    void shouldProveByPasswordOrToken() {
        // given
        Webhook basic = Carrier.form("callid=c", "authorization", basic("carrier", "elks-next-secret"));
        Webhook wrong = Carrier.form("callid=c", "authorization", basic("carrier", "another-secret-of-ours"));
        Webhook token = message("/hook?token=elks-source-secret");
        Webhook wrongToken = message("/hook?token=another-secret-of-ours");

        // then
        assertThatCode(() -> translator.prove(carrier.source(), basic, NOW)).doesNotThrowAnyException();
        assertThatCode(() -> translator.prove(carrier.source(), token, NOW)).doesNotThrowAnyException();
        for (Webhook webhook : List.of(wrong, wrongToken, Carrier.form("callid=c"))) {
            assertThatThrownBy(() -> translator.prove(carrier.source(), webhook, NOW))
                    .isInstanceOf(DomainException.NotProven.class);
        }
    }

    @Test
    void shouldProveAllOfItByTheHeadAndWithoutTheTime() {
        // given
        Webhook token = message("/hook?token=elks-source-secret");
        Webhook wrongToken = message("/hook?token=another-secret-of-ours");

        // then
        assertThat(translator.admit(carrier.source(), token, Carrier.UNASKED)).isEqualTo(Proof.WHOLE);
        assertThatThrownBy(() -> translator.admit(carrier.source(), wrongToken, Carrier.UNASKED))
                .isInstanceOf(DomainException.NotProven.class);
    }

    private Told translate(String fields) {
        return translator.translate(carrier.source(), Carrier.form(fields), NOW);
    }

    private static Webhook message(String path) {
        return Carrier.message(path, "application/x-www-form-urlencoded", new byte[0]);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The fields of {@code whenhangup} are documented nowhere, so that none but the call's identifier and its state is relied on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&start=&duration=",
                "&start=soon&duration=long",
                "&duration=15",
                "&created=2026-11-24T10%3A00%3A00"
            })
    void shouldTakeACallForEndedWhenTheMessageCame(String times) {
        // given
        Webhook webhook = Carrier.form("callid=c&state=success" + times);

        // when
        Told told = new ElksTranslator()
                .translate(
                        Carrier.of(SourceKind.ELKS, "secret").source(), webhook, Instant.parse("2026-11-24T10:17:00Z"));

        // then
        assertThat(told.notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.ENDED, "c", Instant.parse("2026-11-24T10:17:00Z"), CallDetails.NONE));
    }
}
