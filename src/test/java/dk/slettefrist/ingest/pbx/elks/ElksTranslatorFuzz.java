package dk.slettefrist.ingest.pbx.elks;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.FuzzedMessage;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/** Whatever is sent as a message of 46elks. */
class ElksTranslatorFuzz {

    private final ElksTranslator translator = new ElksTranslator();
    private final Source source = Carrier.of(SourceKind.ELKS, "elks-source-secret")
            .in("Europe/Stockholm")
            .source();

    @FuzzTest
    void message(byte[] input) {
        FuzzedMessage.understood(translator, source, input);
    }
}
