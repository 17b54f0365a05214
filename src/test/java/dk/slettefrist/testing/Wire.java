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
import java.util.concurrent.atomic.AtomicLong;

/** A TCP connection to a server on this machine that a test can cut, harm in either direction, and mend. */
public final class Wire implements AutoCloseable {

    /** The bytes that go one way, on all connections. */
    private static final class Way {
        private final AtomicLong taken = new AtomicLong();
        private volatile Fault fault = Fault.none();
    }

    private static final int BUFFER = 64 * 1024;
    private static final int RESET = 0;

    private final ServerSocket near;
    private final Way there = new Way();
    private final Way back = new Way();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
    private volatile int far;
    private volatile boolean cut;
    private volatile boolean harmed;
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

    /** From now on it leads to another port; what is connected stays so. */
    public void leadTo(int port) {
        far = port;
    }

    /** Breaks what is connected; whoever connects from now on is hung up on. */
    public void cut() {
        cut = true;
        open.forEach(Wire::hangUp);
    }

    /** As if the machine at either end were gone: takes every byte from now on and brings it nowhere, not even the end of a connection. */
    public void silence() {
        silent = true;
        harmRequests(Fault.silence());
        harmAnswers(Fault.silence());
    }

    /** From now on this happens to the bytes on their way to the server. */
    public void harmRequests(Fault fault) {
        harm(there, fault);
    }

    /** From now on this happens to the bytes on their way back. */
    public void harmAnswers(Fault fault) {
        harm(back, fault);
    }

    /** How many bytes went to the server so far. */
    public long requestBytes() {
        return there.taken.get();
    }

    /** How many bytes came back so far. */
    public long answerBytes() {
        return back.taken.get();
    }

    /** Lets new connections through again; those there are stay silent, as after something on the way that forgot them. */
    public void mendForNewcomers() {
        forgotten.addAll(open);
        mend(false);
    }

    /** Lets connections through again; those that may have lost bytes are hung up. */
    public void mend() {
        mend(true);
    }

    private void mend(boolean hangUp) {
        there.fault = Fault.none();
        back.fault = Fault.none();
        silent = false;
        if (harmed && hangUp) {
            open.forEach(Wire::hangUp);
        }
        harmed = false;
        cut = false;
    }

    @Override
    public void close() {
        cut();
        hangUp(near);
    }

    private void harm(Way way, Fault fault) {
        harmed = true;
        way.fault = fault;
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
        Socket other;
        try {
            other = new Socket(InetAddress.getLoopbackAddress(), far);
        } catch (IOException e) {
            end(one);
            throw e;
        }
        open.add(other);
        start(() -> pump(one, other, there));
        start(() -> pump(other, one, back));
        if (cut) {
            end(one);
            end(other);
        }
    }

    private void pump(Socket from, Socket to, Way way) {
        boolean told = true;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                way.taken.addAndGet(read);
                Fault fault = forgotten.contains(from) ? Fault.silence() : way.fault;
                fault.carry(buffer, 0, read, out::write);
            }
            told = !silent;
        } catch (Fault.Break e) {
            if (e.isReset()) {
                resetOnEnd(from);
                resetOnEnd(to);
            }
        } catch (IOException e) {
            // whoever broke it, both ends are hung up
        } finally {
            end(from);
            if (told) {
                end(to);
            }
        }
    }

    /** What is still on its way is lost, and the other end sees no end of the stream but a fault. */
    private static void resetOnEnd(Socket socket) {
        try {
            socket.setSoLinger(true, RESET);
        } catch (IOException e) {
            // it is gone already
        }
    }

    private void end(Socket socket) {
        hangUp(socket);
        open.remove(socket);
        forgotten.remove(socket);
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
