package dk.slettefrist.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The heads of WAV files; the files are written and read by the Java platform. */
class WavHeaderTest {

    private static final int SOUND = 1000;
    private static final int RIFF_LENGTH_AT = 4;
    private static final int LENGTH_AT = 40;

    @Test
    void shouldFindNothingWrongWithAWholeFile() {
        // given
        byte[] wav = wav();

        // when
        WavHeader header = WavHeader.read(wav, wav.length).orElseThrow();

        // then
        assertThat(header).isEqualTo(new WavHeader(LENGTH_AT, SOUND, wav.length));
        assertThat(header.isEmpty()).isFalse();
        assertThat(header.isToBeMended()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, true, false",
        "1, false, false",
        "999, false, false",
        "1000, false, false",
        "1001, false, true",
        "2147418111, false, true",
        "2147418112, true, false",
        "2147483647, true, false",
        "4294967295, true, false",
    })
    void shouldTellAPlaceholderFromAPromise(long promised, boolean streamed, boolean truncated) {
        // given
        byte[] wav = wav();
        put(wav, LENGTH_AT, promised);

        // when
        WavHeader header = WavHeader.read(wav, wav.length).orElseThrow();

        // then
        assertThat(header.isStreamed()).isEqualTo(streamed);
        assertThat(header.isTruncated()).isEqualTo(truncated);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, 4294967295L})
    void shouldTakeAFileOf44BytesAsEmpty(long promised) {
        // given
        byte[] wav = Arrays.copyOf(wav(), 44);
        put(wav, LENGTH_AT, promised);

        // when
        WavHeader header = WavHeader.read(wav, wav.length).orElseThrow();

        // then
        assertThat(header.isEmpty()).isTrue();
        assertThat(header.isToBeMended()).isFalse();
    }

    @Test
    void shouldFindTheSoundBehindOtherChunks() {
        // given
        byte[] plain = wav();
        byte[] wav = ByteBuffer.allocate(plain.length + 8 + 6)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(plain, 0, 36)
                .put(new byte[] {'L', 'I', 'S', 'T'})
                .putInt(5)
                .put(new byte[6])
                .put(plain, 36, plain.length - 36)
                .array();

        // when
        WavHeader header = WavHeader.read(wav, wav.length).orElseThrow();

        // then
        assertThat(header.lengthAt()).isEqualTo(LENGTH_AT + 14);
        assertThat(header.sound()).isEqualTo(SOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 11, 12, 39, 43})
    void shouldNotReadBeyondTheEnd(int length) {
        // given
        byte[] wav = Arrays.copyOf(wav(), length);

        // when, then
        assertThat(WavHeader.read(wav, length)).isEmpty();
    }

    @Test
    void shouldNotLoopInAHeadFullOfHugeChunks() {
        // given
        byte[] wav = wav();
        put(wav, 16, 0xFFFF_FFFFL);

        // when, then
        assertThat(WavHeader.read(wav, wav.length)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5000, 2147483647, 4294967295L})
    void shouldMakeAFileOfWrongLengthsPlayable(long promised) throws Exception {
        // given
        byte[] whole = wav();
        byte[] wav = whole.clone();
        put(wav, RIFF_LENGTH_AT, promised);
        put(wav, LENGTH_AT, promised);

        // when
        byte[] mended = mended(wav, 0);

        // then
        assertThat(mended).isEqualTo(whole);
        assertThat(frames(mended)).isEqualTo(SOUND / 2);
    }

    @Test
    void shouldMendEveryPartAsItMendsTheWhole() throws Exception {
        // given
        byte[] whole = wav();
        byte[] wav = whole.clone();
        put(wav, RIFF_LENGTH_AT, 0);
        put(wav, LENGTH_AT, 0);

        for (int offset = 0; offset < 60; offset++) {
            // when, then
            assertThat(mended(wav, offset)).isEqualTo(Arrays.copyOfRange(whole, offset, whole.length));
        }
    }

    private static byte[] mended(byte[] wav, int offset) throws IOException {
        WavHeader header = WavHeader.read(wav, wav.length).orElseThrow();
        assertThat(header.isToBeMended()).isTrue();
        var part = new ByteArrayInputStream(wav, offset, wav.length - offset);
        try (var mended = new MendedWav(part, header, offset)) {
            return mended.readAllBytes();
        }
    }

    private static long frames(byte[] wav) throws IOException, UnsupportedAudioFileException {
        return AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav)).getFrameLength();
    }

    private static byte[] wav() {
        try (var sound = new AudioInputStream(
                new ByteArrayInputStream(new byte[SOUND]), new AudioFormat(8000, 16, 1, true, false), SOUND / 2)) {
            var out = new ByteArrayOutputStream();
            AudioSystem.write(sound, AudioFileFormat.Type.WAVE, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(byte[] wav, int at, long length) {
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(at, (int) length);
    }
}
