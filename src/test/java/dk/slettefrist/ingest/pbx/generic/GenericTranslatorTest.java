package dk.slettefrist.ingest.pbx.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.Proof;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

class GenericTranslatorTest {

    private static final String WELL_FORMED = "v1," + "A".repeat(43) + "=";
    private static final Instant AT = Instant.ofEpochSecond(1_795_515_330);

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

    private static Webhook signed(String timestamp, String signature) {
        return Carrier.json("", "webhook-id", "1", "webhook-timestamp", timestamp, "webhook-signature", signature);
    }
}
