package dk.slettefrist.packaged;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A WAV of any length that is made while it is read: silence behind the shortest header that is taken for one. */
final class ZeroAudio extends InputStream {

    private static final byte[] HEADER = "RIFF\0\0\0\0WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1);

    private final long length;
    private long position;

    ZeroAudio(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        if (position >= length) {
            return -1;
        }
        int value = position < HEADER.length ? HEADER[(int) position] : 0;
        position++;
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) {
        if (position >= length) {
            return -1;
        }
        int count = (int) Math.min(wanted, length - position);
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = position + i < HEADER.length ? HEADER[(int) position + i] : 0;
        }
        position += count;
        return count;
    }
}
