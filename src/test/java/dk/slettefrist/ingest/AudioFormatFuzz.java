package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Fingerprint;

/** Whatever is sent as audio: it is known by its first bytes or refused, and counted and digested as it is. */
class AudioFormatFuzz {

    /** Beginnings of what a browser or a desktop would run or show; none of them is ever audio. */
    private static final List<String> NEVER =
            List.of("<", "%PDF", "PK\3\4", "\177ELF", "MZ", "GIF8", "\211PNG", "\377\330\377", "#!", "{", "\376\377");

    @FuzzTest
    void sniff(byte[] first) {
        Optional<AudioFormat> format = AudioFormat.sniff(first, first.length);
        int looked = Math.min(first.length, AudioFormat.SNIFF_LENGTH);
        if (looked == AudioFormat.SNIFF_LENGTH
                && format.filter(f -> f != AudioFormat.OGG).isPresent()) {
            assertThat(AudioFormat.sniff(first, looked)).isEqualTo(format);
        }
        if (format.filter(f -> f != AudioFormat.MP4).isPresent()) {
            String beginning = new String(first, 0, looked, StandardCharsets.ISO_8859_1);
            assertThat(NEVER).noneMatch(beginning::startsWith);
        }
    }

    @FuzzTest
    void passing(byte[] body) throws IOException {
        int limit = 1024;
        try (AudioInput audio = AudioInput.open(new ByteArrayInputStream(body), limit, () -> {})) {
            byte[] passed = audio.readAllBytes();
            assertThat(passed).isEqualTo(body).hasSizeLessThanOrEqualTo(limit);
            assertThat(audio.count()).isEqualTo(body.length);
            assertThat(audio.sha256()).isEqualTo(Fingerprint.sha256().digest(body));
            assertThat(audio.format()).isEqualTo(sniffed(body).orElseThrow());
            audio.flaw();
        } catch (DomainException.UnsupportedMedia e) {
            assertThat(sniffed(body)).isEmpty();
        } catch (DomainException.TooLarge e) {
            assertThat(body).hasSizeGreaterThan(limit);
        }
    }

    private static Optional<AudioFormat> sniffed(byte[] body) {
        byte[] first = Arrays.copyOf(body, Math.min(body.length, AudioFormat.SNIFF_LENGTH));
        return AudioFormat.sniff(first, first.length);
    }
}
