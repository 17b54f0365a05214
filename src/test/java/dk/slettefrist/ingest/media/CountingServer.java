package dk.slettefrist.ingest.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every connection with the same bytes and hangs up, and counts them. */
final class CountingServer implements AutoCloseable {

    private final ServerSocket server;
    private final byte[] answer;
    private final AtomicInteger connections = new AtomicInteger();

    private CountingServer(ServerSocket server, byte[] answer) {
        this.server = server;
        this.answer = answer;
    }

    static CountingServer answering(byte[] answer) {
        try {
            CountingServer made = new CountingServer(
                    new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), answer);
            Thread thread = new Thread(made::serve, "counting-server");
            thread.setDaemon(true);
            thread.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                socket.getInputStream().read(new byte[8192]);
                socket.getOutputStream().write(answer);
            } catch (IOException e) {
                // one connection less, or closed
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
