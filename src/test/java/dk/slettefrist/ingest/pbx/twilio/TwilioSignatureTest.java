package dk.slettefrist.ingest.pbx.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

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
import dk.slettefrist.testing.TwilioSigner;

/** The signatures of the first tests are those of the tests of Twilio's libraries for PHP and C#; the others are checked by its library for Java. */
class TwilioSignatureTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PATH = "/myapp.php?foo=1&bar=2";
    private static final String FIELDS =
            "CallSid=CA1234567890ABCDE&From=%2B14158675309&Digits=1234&To=%2B18005551212&Caller=%2B14158675309";
    private static final String BODY = "{\"property\": \"value\", \"boolean\": true}";
    private static final String DIGEST = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "https://mycompany.com:1234, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:1234, CYn1h0gLBdNxDGkKJg6hYohgeD8=",
        "http://mycompany.com, 0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "http://mycompany.com:1234, Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
        "https://MyCompany.com, g9IN/x4Cft2g517EjYvEvM/W7LU=",
        "https://MyCompany.com:1234, PCqOZm8cnu/L6+u5i5fuEd+Iac4=",
        "https://user:pass@mycompany.com, CukzLTc1tT5dXEDIHm/tKBanW10=",
        "https://user:pass@mycompany.com, ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
    })
    void shouldAcceptWhatTwilioSigns(String publicUrl, String signature) {
        // given
        Webhook webhook = signed(PATH, FORM, FIELDS, signature);

        // then
        assertThatCode(() -> TwilioSignature.prove(twilio("12345", publicUrl), webhook))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldCountARepeatedValueOnce() {
        // given
        String fields = "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234";
        Webhook webhook = signed(PATH, FORM, fields, "IK+Dwps556ElfBT0I3Rgjkr1wJU=");

        // then
        assertThatCode(() -> TwilioSignature.prove(twilio("12345", "https://mycompany.com"), webhook))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "/myapp.php?foo=1&bar=2&bodySHA256=" + DIGEST + ", a9nBmqA0ju/hNViExpshrM61xv4=",
        "/myapp.php?bodySHA256=" + DIGEST + ", y77kIzt2vzLz71DgmJGsen2scGs=",
    })
    void shouldAcceptABodyWhoseDigestIsSigned(String path, String signature) {
        // given
        Webhook webhook = signed(path, "application/json", BODY, signature);
        Webhook changed = signed(path, "application/json", BODY + " ", signature);

        // then
        assertThatCode(() -> TwilioSignature.prove(twilio("12345", "https://mycompany.com"), webhook))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TwilioSignature.prove(twilio("12345", "https://mycompany.com"), changed))
                .isInstanceOf(DomainException.NotProven.class);
    }

    @Test
    void shouldRefuseABodyWhoseDigestIsNotSigned() {
        // given
        Webhook webhook = signed(PATH, "application/json", BODY, "RSOYDt4T1cUTdK1PDd93/VVr8B8=");

        // then
        assertThatThrownBy(() -> TwilioSignature.prove(twilio("12345", "https://mycompany.com"), webhook))
                .isInstanceOf(DomainException.NotProven.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Empty=&Digits=1&Last=",
                "CallerName=S%C3%B8ren+%C3%86r%C3%B8&Plus=%2B45+%2B",
                "a=1&A=2&B=3&b=4&_=5",
                "Emoji=%F0%9F%98%80&%C3%A6=%C3%B8",
                "",
            })
    void shouldAgreeWithTwiliosLibrary(String fields) {
        // given
        String url = "https://opkald.example.dk/api/v1/sources/twilio/webhook?operator=1001";
        String signature = TwilioSigner.sign(TOKEN, url, fields);
        Webhook webhook = signed("/api/v1/sources/twilio/webhook?operator=1001", FORM, fields, signature);
        Webhook more = signed("/api/v1/sources/twilio/webhook?operator=1001", FORM, fields + "&More=1", signature);
        Webhook elsewhere = signed("/api/v1/sources/twilio/webhook?operator=1002", FORM, fields, signature);

        // then
        assertThatCode(() -> TwilioSignature.prove(twilio(TOKEN, "https://opkald.example.dk"), webhook))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TwilioSignature.prove(twilio(TOKEN, "https://opkald.example.dk"), more))
                .isInstanceOf(DomainException.NotProven.class);
        assertThatThrownBy(() -> TwilioSignature.prove(twilio(TOKEN, "https://opkald.example.dk"), elsewhere))
                .isInstanceOf(DomainException.NotProven.class);
    }

    @Test
    void shouldAcceptTheHeaderOfSignalWire() {
        // given
        Webhook webhook = Carrier.message(
                PATH,
                FORM,
                FIELDS.getBytes(StandardCharsets.UTF_8),
                "x-signalwire-signature",
                "RSOYDt4T1cUTdK1PDd93/VVr8B8=");

        // then
        assertThatCode(() -> TwilioSignature.prove(twilio("12345", "https://mycompany.com"), webhook))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldAcceptTheSecondSecret() {
        // given
        Webhook webhook = signed(PATH, FORM, FIELDS, "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        Source source = Carrier.of(SourceKind.TWILIO, TOKEN, "12345")
                .at("https://mycompany.com")
                .source();

        // then
        assertThatCode(() -> TwilioSignature.prove(source, webhook)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FAIL", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "rsoydt4t1cutdk1pdd93/vvr8b8=", "ø"})
    void shouldRefuseAnotherSignature(String signature) {
        // given
        Webhook webhook = signed(PATH, FORM, FIELDS, signature);

        // then
        assertThatThrownBy(() -> TwilioSignature.prove(twilio("12345", "https://mycompany.com"), webhook))
                .isInstanceOf(DomainException.NotProven.class);
    }

    @Test
    void shouldRefuseAMessageWithoutSignature() {
        assertThatThrownBy(() -> TwilioSignature.prove(twilio("12345", "https://mycompany.com"), Carrier.form(FIELDS)))
                .isInstanceOf(DomainException.NotProven.class)
                .hasMessageContaining("X-Twilio-Signature");
    }

    @Test
    void shouldAdmitBeforeTheBodyWhatMayFit() {
        assertThatCode(() -> TwilioSignature.admit(signed(PATH, FORM, "", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FAIL", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "RSOYDt4T1cUTdK1PDd93/VVr8B8==", "ø"})
    void shouldRefuseBeforeTheBodyWhatCannotFit(String signature) {
        assertThatThrownBy(() -> TwilioSignature.admit(signed(PATH, FORM, "", signature)))
                .isInstanceOf(DomainException.NotProven.class);
    }

    @Test
    void shouldRefuseBeforeTheBodyOneWhoseDigestIsNotTold() {
        assertThatThrownBy(() ->
                        TwilioSignature.admit(signed(PATH, "application/json", "", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")))
                .isInstanceOf(DomainException.NotProven.class)
                .hasMessageContaining("bodySHA256");
    }

    /** Telnyx' public key is known to everybody who has it. */
    @Test
    void shouldNotTakeAPublicKeyForASecret() {
        // given
        String key = "H79L2FuIn2aO0YGU3w2Oj+YBDckEm0Lr7EbX86Zg1xE=";
        String signature = TwilioSigner.sign(key, "https://mycompany.com" + PATH, FIELDS);
        Webhook webhook = signed(PATH, FORM, FIELDS, signature);

        // then
        assertThatThrownBy(() -> TwilioSignature.prove(twilio(key, "https://mycompany.com"), webhook))
                .isInstanceOf(DomainException.NotProven.class);
    }

    @Test
    void shouldAcceptNoForgery() {
        // given
        Source source = twilio(TOKEN, "https://mycompany.com");
        Webhook good = signed(PATH, FORM, FIELDS, TwilioSigner.sign(TOKEN, "https://mycompany.com" + PATH, FIELDS));
        Forger forger = new Forger(good, "x-twilio-signature", "");

        // when
        int accepted = forger.accepted(Forger.MANY, forged -> TwilioSignature.prove(source, forged));

        // then
        assertThat(accepted).isZero();
        assertThatCode(() -> TwilioSignature.prove(source, good)).doesNotThrowAnyException();
    }

    private static Source twilio(String token, String publicUrl) {
        return Carrier.of(SourceKind.TWILIO, token).at(publicUrl).source();
    }

    private static Webhook signed(String path, String mediaType, String body, String signature) {
        return Carrier.message(path, mediaType, body.getBytes(StandardCharsets.UTF_8), "x-twilio-signature", signature);
    }
}
