package dk.slettefrist.ingest.pbx.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.Forger;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.Payload;
import dk.slettefrist.testing.TelnyxSigner;

class TelnyxSignatureTest {

    /**
     * {@code openssl pkeyutl -sign -rawin -inkey key.pem -in message | base64}; the message is {@code 1795515330|} and the file without its
     * last line feed.
     */
    private static final String BY_OPENSSL =
            "t1nr8CS0qXBPHlzzWIkgKaFebYm6vTnZg1VuqgcuImmv4L4sysmXDPMJjQ4UzuTnbtcm2kFFCQBVFINPoFn7Dw==";

    private static final Instant AT = Instant.ofEpochSecond(1_795_515_330);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String BODY = Payload.of("telnyx/call-recording-saved.json");

    private final Source source = Carrier.of(SourceKind.TELNYX, TelnyxSigner.NEXT_PUBLIC_KEY, TelnyxSigner.PUBLIC_KEY)
            .source();

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void shouldAcceptASignatureMadeByOpenSsl(long late) {
        // given
        Webhook webhook = signed(BODY, "1795515330", BY_OPENSSL);

        // then
        assertThatCode(() -> TelnyxSignature.prove(source, webhook, TOLERANCE, AT.plusSeconds(late)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void shouldRefuseASignatureOfAnotherTime(long late) {
        // given
        Webhook webhook = signed(BODY, "1795515330", BY_OPENSSL);

        // then
        assertThatThrownBy(() -> TelnyxSignature.prove(source, webhook, TOLERANCE, AT.plusSeconds(late)))
                .isInstanceOf(DomainException.NotProven.class)
                .hasMessageContaining("300 s");
    }

    /** A tenth: each costs a scalar multiplication. */
    @Test
    void shouldAcceptNoForgery() {
        // given
        Webhook good = signed(BODY, "1795515330", BY_OPENSSL);
        Forger forger = new Forger(good, "telnyx-signature-ed25519", "", "telnyx-timestamp");

        // when
        int accepted =
                forger.accepted(Forger.MANY / 10, forged -> TelnyxSignature.prove(source, forged, TOLERANCE, AT));

        // then
        assertThat(accepted).isZero();
        assertThatCode(() -> TelnyxSignature.prove(source, good, TOLERANCE, AT)).doesNotThrowAnyException();
    }

    @Test
    void shouldAcceptEitherKey() {
        // given
        Webhook one = signed("{}", "1795515330", TelnyxSigner.sign("1795515330", "{}"));
        Webhook next = signed("{}", "1795515330", TelnyxSigner.signNext("1795515330", "{}"));

        // then
        assertThatCode(() -> TelnyxSignature.prove(source, one, TOLERANCE, AT)).doesNotThrowAnyException();
        assertThatCode(() -> TelnyxSignature.prove(source, next, TOLERANCE, AT)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseASignatureOfAnotherBodyTimeOrKey() {
        // given
        Source other =
                Carrier.of(SourceKind.TELNYX, TelnyxSigner.NEXT_PUBLIC_KEY).source();

        // then
        refused(source, signed(BODY + " ", "1795515330", BY_OPENSSL));
        refused(source, signed(BODY, "1795515331", BY_OPENSSL));
        refused(source, signed(BODY, "01795515330", BY_OPENSSL));
        refused(other, signed(BODY, "1795515330", BY_OPENSSL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64", "ø"})
    void shouldRefuseWhatIsNoSignature(String signature) {
        refused(source, signed(BODY, "1795515330", signature));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "99999999999999999999", "9223372036854775807", "1795515330.0"})
    void shouldRefuseWhatIsNoTime(String timestamp) {
        refused(source, signed(BODY, timestamp, TelnyxSigner.sign(timestamp, BODY)));
    }

    @Test
    void shouldRefuseAMessageWithoutTheHeaders() {
        refused(source, Carrier.json(BODY));
        refused(source, Carrier.json(BODY, "telnyx-signature-ed25519", BY_OPENSSL));
        refused(source, Carrier.json(BODY, "telnyx-timestamp", "1795515330"));
    }

    @Test
    void shouldAdmitBeforeTheBodyWhatMayFit() {
        assertThatCode(() -> TelnyxSignature.admit(signed("", "1795515330", BY_OPENSSL), TOLERANCE, () -> AT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"1795515029, AAAA", "1795515330, AAAA", "1795515330, not base64", "now, AAAA"})
    void shouldRefuseBeforeTheBodyWhatCannotFit(String timestamp, String signature) {
        assertThatThrownBy(() -> TelnyxSignature.admit(signed("", timestamp, signature), TOLERANCE, () -> AT))
                .isInstanceOf(DomainException.NotProven.class);
        assertThatThrownBy(() -> TelnyxSignature.admit(Carrier.json(""), TOLERANCE, () -> AT))
                .isInstanceOf(DomainException.NotProven.class);
    }

    @ParameterizedTest
    @CsvSource({"1795515330, AAAA", "1795515330, not base64", "1, AAAA"})
    void shouldNotAskForTheTimeOfWhatIsNoSignature(String timestamp, String signature) {
        assertThatThrownBy(() -> TelnyxSignature.admit(signed("", timestamp, signature), TOLERANCE, Carrier.UNASKED))
                .isInstanceOf(DomainException.NotProven.class);
    }

    private static void refused(Source source, Webhook webhook) {
        assertThatThrownBy(() -> TelnyxSignature.prove(source, webhook, TOLERANCE, AT))
                .isInstanceOf(DomainException.NotProven.class);
    }

    private static Webhook signed(String body, String timestamp, String signature) {
        return Carrier.message(
                "/hook",
                "application/json",
                body.getBytes(StandardCharsets.UTF_8),
                "telnyx-timestamp",
                timestamp,
                "telnyx-signature-ed25519",
                signature);
    }
}
