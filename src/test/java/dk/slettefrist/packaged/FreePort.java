package dk.slettefrist.packaged;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that open them only seconds later. The system gives out none of them meanwhile, because they lie below those it takes
 * for connections, nor does this or the other virtual machine that runs tests at the same time.
 */
final class FreePort {

    private static final int FIRST = 20_000;
    private static final int COUNT = 6_000;
    private static final int FORK = Integer.getInteger("slettefrist.fork", 1) % 2;

    private static int last = ThreadLocalRandom.current().nextInt(COUNT);

    private FreePort() {}

    static synchronized int next() {
        while (true) {
            last = (last + 1) % COUNT;
            int port = FIRST + FORK * COUNT + last;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody has it, the next one then
            }
        }
    }
}
