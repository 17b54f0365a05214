package dk.slettefrist.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part of a WAV file whose head says the lengths that it has, so that it can be played. No other byte differs from what was delivered. */
final class MendedWav extends FilterInputStream {

    private final WavHeader header;
    private long position;

    /** @param offset where in the file the stream begins */
    MendedWav(InputStream in, WavHeader header, long offset) {
        super(in);
        this.header = header;
        this.position = offset;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = 0; i < count && position + i < WavHeader.ENOUGH; i++) {
            buffer[offset + i] = header.mended(position + i, buffer[offset + i]);
        }
        position += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        position += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
