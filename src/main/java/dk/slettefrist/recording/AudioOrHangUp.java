package dk.slettefrist.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sound whose listener is hung up on when it breaks off. The head of the answer promised more bytes; without this the framework ends the
 * answer short of them and keeps the connection, and the listener waits for the rest.
 */
final class AudioOrHangUp extends FilterInputStream {

    private final Runnable hangUp;

    AudioOrHangUp(InputStream in, Runnable hangUp) {
        super(in);
        this.hangUp = hangUp;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            hangUp.run();
            throw e;
        }
    }
}
