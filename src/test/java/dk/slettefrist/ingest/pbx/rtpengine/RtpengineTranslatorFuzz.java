package dk.slettefrist.ingest.pbx.rtpengine;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.FuzzedMessage;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/** Whatever is sent as headers of rtpengine's recording daemon. */
class RtpengineTranslatorFuzz {

    private final RtpengineTranslator translator = new RtpengineTranslator();
    private final Source source =
            Carrier.of(SourceKind.RTPENGINE, "rtpengine-source-secret").source();

    @FuzzTest
    void message(byte[] input) {
        FuzzedMessage.understood(translator, source, input);
    }
}
