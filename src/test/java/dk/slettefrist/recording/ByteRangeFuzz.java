package dk.slettefrist.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a client writes into {@code Range}: what is answered lies within the audio. */
class ByteRangeFuzz {

    /** Sizes around which something happens. */
    private static final long[] SIZES = {0, 1, 2, 1000, 512L * 1024 * 1024, Long.MAX_VALUE};

    @FuzzTest
    void parse(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        for (long size : SIZES) {
            if (ByteRange.parse(header, size) instanceof ByteRange range) {
                assertThat(range.offset()).isBetween(0L, size - 1);
                assertThat(range.length()).isPositive();
                assertThat(range.end()).isBetween(1L, size);
                assertThat(ByteRange.parse("bytes=" + range.offset() + "-" + (range.end() - 1), size))
                        .isEqualTo(range);
            }
        }
    }
}
