package dk.slettefrist.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a recorder writes as the head of a WAV file: no byte but its lengths changes, wherever the listening begins. */
class WavHeaderFuzz {

    @FuzzTest
    void mended(byte[] file) throws IOException {
        byte[] head = WavHeader.head(new ByteArrayInputStream(file));
        assertThat(head).isEqualTo(Arrays.copyOf(file, head.length));
        WavHeader.read(head, file.length).ifPresent(header -> {
            assertThat(header.lengthAt()).isBetween(16, head.length - 4);
            assertThat(header.promised()).isBetween(0L, 0xFFFF_FFFFL);
            assertThat(header.sound()).isBetween(0L, (long) file.length);
            assertThat(header.isStreamed() && header.isTruncated()).isFalse();
            byte[] whole = from(0, file, header);
            for (int i = 0; i < file.length; i++) {
                boolean length = i >= 4 && i < 8 || i >= header.lengthAt() && i < header.lengthAt() + 4;
                assertThat(length || whole[i] == file[i]).isTrue();
            }
            int middle = file.length / 2;
            assertThat(from(middle, file, header)).isEqualTo(Arrays.copyOfRange(whole, middle, file.length));
            assertThat(WavHeader.read(Arrays.copyOf(whole, head.length), whole.length)
                            .orElseThrow()
                            .isToBeMended())
                    .isFalse();
        });
    }

    private static byte[] from(int offset, byte[] file, WavHeader header) {
        byte[] rest = Arrays.copyOfRange(file, offset, file.length);
        try (MendedWav mended = new MendedWav(new ByteArrayInputStream(rest), header, offset)) {
            return mended.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
