package dk.slettefrist.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first bytes of an upload. What lies beyond them matches nothing. */
final class FirstBytes {

    private static final int NONE = -1;

    private final byte[] bytes;
    private final int length;

    /** @throws IllegalArgumentException when the length is negative or more than there is */
    FirstBytes(byte[] bytes, int length) {
        if (length < 0 || length > bytes.length) {
            throw new IllegalArgumentException("length " + length + " of " + bytes.length);
        }
        this.bytes = bytes;
        this.length = length;
    }

    /** Whether these characters, one byte each, stand at an offset. */
    boolean has(int offset, String characters) {
        byte[] expected = characters.getBytes(StandardCharsets.ISO_8859_1);
        int end = offset + expected.length;
        return end <= length && Arrays.equals(bytes, offset, end, expected, 0, expected.length);
    }

    /** Whether one of these stands at an offset. */
    boolean hasAny(int offset, String... alternatives) {
        return Arrays.stream(alternatives).anyMatch(characters -> has(offset, characters));
    }

    /** The unsigned byte at an offset, or -1 beyond the end. */
    int at(int offset) {
        return offset < length ? Byte.toUnsignedInt(bytes[offset]) : NONE;
    }
}
