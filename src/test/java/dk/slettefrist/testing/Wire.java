package dk.slettefrist.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection to a server on this machine that a test can cut, silence and mend. */
public final class Wire implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket near;
    private final int far;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean silent;

    private Wire(int far) {
        this.far = far;
        try {
            near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leads to that port. */
    public static Wire to(int port) {
        Wire wire = new Wire(port);
        start(wire::accept);
        return wire;
    }

    /** Where it begins. */
    public int port() {
        return near.getLocalPort();
    }

    /** Breaks what is connected; whoever connects from now on is hung up on. */
    public void cut() {
        cut = true;
        open.forEach(Wire::hangUp);
    }

    /** Takes every byte from now on and brings it nowhere. */
    public void silence() {
        silent = true;
    }

    /** Lets connections through again; those that lost bytes are hung up. */
    public void mend() {
        if (silent) {
            silent = false;
            open.forEach(Wire::hangUp);
        }
        cut = false;
    }

    @Override
    public void close() {
        cut();
        hangUp(near);
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                connect(near.accept());
            } catch (IOException e) {
                // one connection less, or closed
            }
        }
    }

    private void connect(Socket one) throws IOException {
        open.add(one);
        if (cut) {
            end(one);
            return;
        }
        Socket other = new Socket(InetAddress.getLoopbackAddress(), far);
        open.add(other);
        start(() -> pump(one, other));
        start(() -> pump(other, one));
        if (cut) {
            end(one);
            end(other);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // whoever broke it, both ends are hung up
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        hangUp(socket);
        open.remove(socket);
    }

    private static void hangUp(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            // it is gone either way
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
