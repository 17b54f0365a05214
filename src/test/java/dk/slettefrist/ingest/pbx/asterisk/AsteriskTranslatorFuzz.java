package dk.slettefrist.ingest.pbx.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;
import okhttp3.HttpUrl;

import dk.slettefrist.ingest.pbx.FuzzedMessage;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.source.ConfiguredSource;
import dk.slettefrist.source.Source;
import dk.slettefrist.testing.TestSources;

/** Whatever is sent as an event of Asterisk: no name of a recording leads out of the recordings, where we delete. */
class AsteriskTranslatorFuzz {

    private static final String RECORDINGS = "/ari/recordings/stored/";

    private final AsteriskTranslator translator = new AsteriskTranslator();
    private final Source source = ConfiguredSource.of(
            "asterisk-1",
            Map.of(
                    "kind", "asterisk",
                    "secrets", TestSources.hash("asterisk-source-secret"),
                    "media.base-url", "https://pbx.example.com:8089/ari",
                    "media.hosts", "pbx.example.com:8089"));

    @FuzzTest
    void message(byte[] input) {
        FuzzedMessage.understood(translator, source, input)
                .ifPresent(told -> told.notices().forEach(notice -> {
                    if (notice instanceof Notice.RecordingReady ready) {
                        HttpUrl deletion = HttpUrl.get(ready.deletion().toString());
                        assertThat(deletion.encodedPath()).startsWith(RECORDINGS);
                        assertThat(deletion.pathSegments()).hasSize(4);
                        assertThat(deletion.pathSegments().get(3)).isNotEmpty();
                        assertThat(HttpUrl.get(ready.media().toString()).encodedPath())
                                .isEqualTo(deletion.encodedPath() + "/file");
                    }
                }));
    }
}
