package dk.slettefrist.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for processes that open them only seconds later: for TCP and UDP, and the next one for TCP, which SIP telephones
 * take for TLS. The system gives out none of them meanwhile, because they lie below those it takes for connections, nor does this or the other
 * virtual machine that runs tests at the same time.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int PAIRS = 3_000;
    private static final int FORK = Integer.getInteger("slettefrist.fork", 1) % 2;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static int last = ThreadLocalRandom.current().nextInt(PAIRS);

    private FreePort() {}

    public static synchronized int next() {
        int port;
        do {
            last = (last + 1) % PAIRS;
            port = FIRST + 2 * (FORK * PAIRS + last);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket(port, 1, LOOPBACK);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(LOOPBACK, port));
                ServerSocket tls = new ServerSocket(port + 1, 1, LOOPBACK)) {
            return tcp.isBound() && udp.isBound() && tls.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
