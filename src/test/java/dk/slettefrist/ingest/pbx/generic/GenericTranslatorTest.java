package dk.slettefrist.ingest.pbx.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.Forger;
import dk.slettefrist.ingest.pbx.Proof;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

class GenericTranslatorTest {

    private static final String WELL_FORMED = "v1," + "A".repeat(43) + "=";
    private static final Instant AT = Instant.ofEpochSecond(1_795_515_330);
    private static final String SIGNING = "whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQtMDE=";

    private final GenericTranslator translator = new GenericTranslator(Carrier.SETTINGS);
    private final Source source =
            Carrier.of(SourceKind.GENERIC, "generic-source-secret").source();

    @Test
    void shouldLeaveASignatureOpenUntilTheBodyIsRead() {
        assertThat(translator.admit(source, signed("1795515330", WELL_FORMED), () -> AT))
                .isEqualTo(Proof.OPEN);
    }

    @Test
    void shouldProveASecretByTheHeadAndWithoutTheTime() {
        // given
        Webhook bearer = Carrier.json("", "authorization", "Bearer generic-source-secret");

        // then
        assertThat(translator.admit(source, bearer, Carrier.UNASKED)).isEqualTo(Proof.WHOLE);
    }

    @ParameterizedTest
    @CsvSource({"1795515330, 'v1,AAAA'", "1795515330, v2", "now, 'v1,AAAA'"})
    void shouldNotAskForTheTimeOfWhatIsNoSignature(String timestamp, String signature) {
        assertThatThrownBy(() -> translator.admit(source, signed(timestamp, signature), Carrier.UNASKED))
                .isInstanceOf(DomainException.NotProven.class);
    }

    @Test
    void shouldRefuseAnOldTimeBeforeTheBodyIsRead() {
        assertThatThrownBy(() -> translator.admit(source, signed("1795515029", WELL_FORMED), () -> AT))
                .isInstanceOf(DomainException.NotProven.class)
                .hasMessageContaining("300 s");
    }

    @Test
    void shouldAcceptNoForgery() throws Exception {
        // given
        String body = "{\"type\": \"call.ended\", \"callId\": \"4711\"}";
        String signature = new com.standardwebhooks.Webhook(SIGNING).sign("msg_1", AT.getEpochSecond(), body);
        Source signing = Carrier.of(SourceKind.GENERIC, SIGNING).source();
        Webhook good = Carrier.json(
                body,
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                String.valueOf(AT.getEpochSecond()),
                "webhook-signature",
                signature);
        Forger forger = new Forger(good, "webhook-signature", "v1,", "webhook-id", "webhook-timestamp");

        // when
        int accepted = forger.accepted(Forger.MANY, forged -> translator.prove(signing, forged, AT));

        // then
        assertThat(accepted).isZero();
        assertThatCode(() -> translator.prove(signing, good, AT)).doesNotThrowAnyException();
    }

    private static Webhook signed(String timestamp, String signature) {
        return Carrier.json("", "webhook-id", "1", "webhook-timestamp", timestamp, "webhook-signature", signature);
    }
}
