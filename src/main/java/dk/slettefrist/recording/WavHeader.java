package dk.slettefrist.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a WAV file promises of its own length (Multimedia Programming Interface and Data Specifications 1.0, IBM and Microsoft 1991). A
 * recorder writes the lengths when it ends: one that streams, or that was killed, leaves a placeholder.
 *
 * @param lengthAt where the length of the sound stands, four bytes, lowest first; the sound begins behind it
 * @param promised that length, 0 to 4,294,967,295
 * @param size of the whole file
 */
public record WavHeader(int lengthAt, long promised, long size) {

    /** How many first bytes are enough: what recorders put in front of the sound is shorter. */
    public static final int ENOUGH = 4096;

    /** Placeholders of recorders that do not know yet are at the upper end of what a signed or unsigned length can say. */
    private static final long PLACEHOLDER = 0x7FFF_0000L;

    private static final int USUAL = 64;
    private static final String SOUND = "data";
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEAD = 8;

    /**
     * Reads the head of a file.
     *
     * @param first its first bytes, {@link #ENOUGH} of them or all
     * @param size of the whole file
     * @return empty when it is no WAV, or its sound begins later
     */
    public static Optional<WavHeader> read(byte[] first, long size) {
        long sound = soundChunk(first);
        if (sound + CHUNK_HEAD > first.length || !has(first, (int) sound, SOUND)) {
            return Optional.empty();
        }
        int lengthAt = (int) sound + 4;
        return Optional.of(new WavHeader(lengthAt, unsigned(first, lengthAt), size));
    }

    /** As many first bytes of a file as must be known to {@link #read} its head; most heads are short, and who streams slowly is not waited for. */
    static byte[] head(InputStream file) throws IOException {
        byte[] first = file.readNBytes(USUAL);
        long sound = soundChunk(first);
        if (sound + CHUNK_HEAD <= first.length || sound + CHUNK_HEAD > ENOUGH || first.length < USUAL) {
            return first;
        }
        byte[] more = file.readNBytes(ENOUGH - first.length);
        byte[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    /** Where the chunk of the sound begins, or the first one whose head is not there; nowhere in what is no WAV. */
    private static long soundChunk(byte[] first) {
        if (!has(first, 0, "RIFF") || !has(first, 8, "WAVE")) {
            return Long.MAX_VALUE - CHUNK_HEAD;
        }
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEAD <= first.length && !has(first, (int) at, SOUND)) {
            long length = unsigned(first, (int) at + 4);
            at += CHUNK_HEAD + length + length % 2;
        }
        return at;
    }

    private static long unsigned(byte[] bytes, int at) {
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at));
    }

    /** How many bytes of sound there are. */
    public long sound() {
        return size - lengthAt - 4;
    }

    /** Whether it holds no sound at all: a call that nobody answered. */
    public boolean isEmpty() {
        return sound() <= 0;
    }

    /** Whether the recorder did not know the length when it wrote the head. */
    public boolean isStreamed() {
        return !isEmpty() && (promised == 0 || promised >= PLACEHOLDER && promised > sound());
    }

    /** Whether a part of the promised sound is missing. */
    public boolean isTruncated() {
        return !isEmpty() && !isStreamed() && promised > sound();
    }

    /** Whether players need other lengths than those that stand in the head. */
    boolean isToBeMended() {
        return isStreamed() || isTruncated();
    }

    /** The byte of the mended file at a position, given the one that stands there. */
    byte mended(long position, byte original) {
        if (position >= 4 && position < 8) {
            return byteOf(size - 8, position - 4);
        }
        return position >= lengthAt && position < lengthAt + 4 ? byteOf(sound(), position - lengthAt) : original;
    }

    private static byte byteOf(long length, long place) {
        return (byte) (Math.min(length, 0xFFFF_FFFFL) >> 8 * place);
    }

    private static boolean has(byte[] bytes, int offset, String characters) {
        byte[] expected = characters.getBytes(StandardCharsets.US_ASCII);
        return offset + expected.length <= bytes.length
                && Arrays.equals(bytes, offset, offset + expected.length, expected, 0, expected.length);
    }
}
