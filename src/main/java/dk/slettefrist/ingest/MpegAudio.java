package dk.slettefrist.ingest;

/**
 * The beginning of an MPEG audio file: an ID3v2 tag (id3.org, ID3v2.4.0 section 3.1) or a frame header (ISO/IEC 11172-3, section
 * 2.4.2.3, with the half sample rates of 13818-3 and the quarter rates known as MPEG 2.5, which telephone recorders use).
 *
 * <p>A frame header is eleven set bits and little else, so every reserved value counts. Layer I is left out: nobody records calls in it,
 * and its bytes {@code FF FE} and {@code FF FF} begin UTF-16 texts and blank memory. A bit rate of zero (free format) is left out too.
 */
final class MpegAudio {

    private static final int RESERVED_VERSION = 1;
    private static final int LAYER_III = 1;
    private static final int LAYER_II = 2;
    private static final int BAD_BITRATE = 15;
    private static final int RESERVED_SAMPLE_RATE = 3;
    private static final int RESERVED_EMPHASIS = 2;

    private MpegAudio() {}

    static boolean startsWithTag(FirstBytes first) {
        return first.has(0, "ID3")
                && first.at(3) >= 2
                && first.at(3) <= 4
                && first.at(4) < 0xFF
                && isSynchsafe(first, 6);
    }

    static boolean startsWithFrame(FirstBytes first) {
        return first.at(3) >= 0
                && first.at(0) == 0xFF
                && first.at(1) >> 5 == 7
                && hasKnownLayer(first.at(1))
                && hasKnownRates(first.at(2))
                && (first.at(3) & 3) != RESERVED_EMPHASIS;
    }

    private static boolean hasKnownLayer(int second) {
        int layer = second >> 1 & 3;
        return (second >> 3 & 3) != RESERVED_VERSION && (layer == LAYER_III || layer == LAYER_II);
    }

    private static boolean hasKnownRates(int third) {
        int bitrate = third >> 4;
        return bitrate != 0 && bitrate != BAD_BITRATE && (third >> 2 & 3) != RESERVED_SAMPLE_RATE;
    }

    /** Whether the tag's size is there, four bytes with the highest bit clear. */
    private static boolean isSynchsafe(FirstBytes first, int offset) {
        for (int i = offset; i < offset + 4; i++) {
            if (first.at(i) < 0 || first.at(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
