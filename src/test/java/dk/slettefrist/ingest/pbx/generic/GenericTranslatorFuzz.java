package dk.slettefrist.ingest.pbx.generic;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.FuzzedMessage;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/** Whatever is sent as an event of our own, signed by Standard Webhooks or not. */
class GenericTranslatorFuzz {

    private final GenericTranslator translator = new GenericTranslator(Carrier.SETTINGS);
    private final Source source = Carrier.of(
                    SourceKind.GENERIC, "whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQtMDE=", "generic-source-secret")
            .source();

    @FuzzTest
    void message(byte[] input) {
        FuzzedMessage.understood(translator, source, input);
    }
}
