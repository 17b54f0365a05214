package dk.slettefrist.ingest.pbx.freeswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.call.Identifier;
import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.ingest.pbx.FuzzedMessage;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.Parsing;

/** Whatever is sent as a CDR of FreeSWITCH, in any of its encodings, or as the name of a recording. */
class FreeswitchTranslatorFuzz {

    private final FreeswitchTranslator translator = new FreeswitchTranslator();
    private final Source source =
            Carrier.of(SourceKind.FREESWITCH, "freeswitch-source-secret").source();

    @FuzzTest
    void message(byte[] input) {
        FuzzedMessage.understood(translator, source, input);
    }

    @FuzzTest
    void file(byte[] input) {
        String name = new String(input, StandardCharsets.UTF_8);
        Parsing.unless(DomainException.InvalidRequest.class, () -> RecordedFile.of(name))
                .ifPresent(file -> {
                    Identifier.require("callId", file.callId());
                    Identifier.require("recordingId", file.recordingId());
                    assertThat(name).contains(file.callId());
                });
    }

    /** Mending JSON that is right changes nothing; nor does decoding what is not encoded. */
    @FuzzTest
    void encodings(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String decoded = PercentCoded.decode(text);
        assertThat(decoded.length()).isLessThanOrEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(text.contains("%") || decoded.equals(text)).isTrue();
        String mended = LostQuotes.restored(text);
        assertThat(mended.length()).isBetween(text.length(), 2 * text.length());
        assertThat(text.contains("\"") || mended.equals(text)).isTrue();
    }
}
