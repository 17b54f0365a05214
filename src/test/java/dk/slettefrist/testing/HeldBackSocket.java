package dk.slettefrist.testing;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Holds back what is sent until an answer is waited for, and from {@link #letGo} on until the next bytes are. So the last message of a TLS handshake
 * goes out in one packet with the head of a request, as it may on any network.
 */
final class HeldBackSocket extends Socket {

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding = true;

    HeldBackSocket(InetAddress to, int port, InetAddress from) throws IOException {
        super(to, port, from, 0);
    }

    void letGo() {
        holding = false;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                release();
                return super.read(bytes, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                held.write(bytes, offset, length);
                if (!holding) {
                    release();
                }
            }
        };
    }

    private void release() throws IOException {
        if (held.size() > 0) {
            byte[] bytes = held.toByteArray();
            held.reset();
            super.getOutputStream().write(bytes);
        }
    }
}
