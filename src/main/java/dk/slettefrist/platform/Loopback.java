package dk.slettefrist.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses that only this machine reaches. */
public final class Loopback {

    private Loopback() {}

    /** Whether every address that the host name stands for is a loopback address; false for a name that cannot be resolved. */
    public static boolean covers(String host) {
        try {
            return !host.isBlank()
                    && Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
