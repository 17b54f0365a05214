package dk.slettefrist.ingest.pbx.telnyx;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.FuzzedMessage;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.TelnyxSigner;

/** Whatever is sent as an event of Telnyx. */
class TelnyxTranslatorFuzz {

    private final TelnyxTranslator translator = new TelnyxTranslator(Carrier.SETTINGS);
    private final Source source =
            Carrier.of(SourceKind.TELNYX, TelnyxSigner.PUBLIC_KEY).source();

    @FuzzTest
    void message(byte[] input) {
        FuzzedMessage.understood(translator, source, input);
    }
}
