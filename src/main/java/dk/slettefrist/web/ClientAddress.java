package dk.slettefrist.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;

/**
 * From where a request comes: the address of the connection, or the one that a proxy tells where {@code quarkus.http.proxy.*} says that it is to be
 * believed. Of IPv6 the first half: the second is the client's own to choose.
 */
final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** A name for it that stays in memory. */
    static String of(SocketAddress address) {
        String host = address == null ? null : address.hostAddress() == null ? address.host() : address.hostAddress();
        byte[] bytes = host == null ? null : NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) {
            return "unknown";
        }
        try {
            InetAddress inet = InetAddress.getByAddress(bytes);
            return inet instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
                    : inet.getHostAddress();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
