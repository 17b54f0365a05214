package dk.slettefrist.ingest.pbx.twilio;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.FuzzedMessage;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.TelnyxSigner;

/** Whatever is sent as a callback of Twilio, or of those that send likewise. */
class TwilioTranslatorFuzz {

    private final TwilioTranslator translator = new TwilioTranslator(Carrier.SETTINGS);
    private final Source source = Carrier.of(SourceKind.TWILIO, "twilio-source-secret", TelnyxSigner.PUBLIC_KEY)
            .at("https://opkald.example.dk")
            .source();

    @FuzzTest
    void message(byte[] input) {
        FuzzedMessage.understood(translator, source, input);
    }
}
