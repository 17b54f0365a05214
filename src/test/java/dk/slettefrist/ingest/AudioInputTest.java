package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class AudioInputTest {

    private static final byte[] SOUND = ("RIFF....WAVE" + "sound".repeat(1000)).getBytes(StandardCharsets.US_ASCII);

    private final List<String> events = new ArrayList<>();

    /** Before, because the store may have kept it from reading for long; after, because the bytes may have been long in coming. */
    @Test
    void shouldGiveASignOfLifeBeforeAndAfterEveryReadUntilTheEnd() throws IOException {
        AudioInput audio = AudioInput.open(body(), SOUND.length, () -> events.add("sign"));
        events.clear();

        byte[] read = audio.readAllBytes();

        assertThat(read).isEqualTo(SOUND);
        assertThat(events).startsWith("sign").endsWith("read", "sign");
        assertThat(events).containsSubsequence("sign", "read", "sign", "read", "sign");
    }

    private InputStream body() {
        return new FilterInputStream(new ByteArrayInputStream(SOUND)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                events.add("read");
                return super.read(buffer, offset, Math.min(length, 1000));
            }
        };
    }
}
