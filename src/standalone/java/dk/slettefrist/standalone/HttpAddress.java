package dk.slettefrist.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import dk.slettefrist.platform.Loopback;
import dk.slettefrist.platform.StartupRefusedException;

/**
 * Where the service will listen.
 *
 * @param port 0 for any free port
 */
record HttpAddress(String host, int port) {

    /** @throws StartupRefusedException when others could reach the address, or when it is taken */
    void check() {
        if (!Loopback.covers(host)) {
            throw new StartupRefusedException(
                    "the standalone mode has demo users and listens on the loopback address only, not on \"" + host
                            + "\"; unset QUARKUS_HTTP_HOST");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new StartupRefusedException(
                    "port " + port + " is in use by another process; set QUARKUS_HTTP_PORT to a free one", e);
        }
    }
}
