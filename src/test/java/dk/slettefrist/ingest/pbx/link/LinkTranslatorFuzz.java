package dk.slettefrist.ingest.pbx.link;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.FuzzedMessage;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/** Whatever any other system sends as its JSON. */
class LinkTranslatorFuzz {

    private final LinkTranslator translator = new LinkTranslator();
    private final Source source = Carrier.of(SourceKind.LINK, "link-source-secret")
            .with("url", "recordingUrl")
            .with("callId", "/call/id")
            .source();

    @FuzzTest
    void message(byte[] input) {
        FuzzedMessage.understood(translator, source, input);
    }
}
