package dk.slettefrist.recording;

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
        ByteBuffer bytes = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        if (!has(first, 0, "RIFF") || !has(first, 8, "WAVE")) {
            return Optional.empty();
        }
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEAD <= first.length) {
            int lengthAt = (int) at + 4;
            long length = Integer.toUnsignedLong(bytes.getInt(lengthAt));
            if (has(first, (int) at, "data")) {
                return Optional.of(new WavHeader(lengthAt, length, size));
            }
            at += CHUNK_HEAD + length + length % 2;
        }
        return Optional.empty();
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
