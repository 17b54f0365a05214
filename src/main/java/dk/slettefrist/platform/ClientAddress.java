package dk.slettefrist.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/**
 * From where a request comes: the address of its connection, or the one that a trusted proxy forwards ({@code quarkus.http.proxy}). What a proxy
 * forwards and is no IP address is not believed: then it is the proxy's.
 */
public final class ClientAddress {

    /** Bytes of an address. */
    private static final int IPV6 = 16;

    private ClientAddress() {}

    /** In the form of RFC 5952, however it was written; empty when it has none. */
    public static Optional<String> of(HttpServerRequest request) {
        return of(request.remoteAddress()).or(() -> of(request.connection().remoteAddress()));
    }

    /** Of the connection itself, whatever a proxy forwards or tells by the PROXY protocol; in the form of RFC 5952, empty when it has none. */
    public static Optional<String> ofConnection(HttpServerRequest request) {
        return of(request.connection().remoteAddress(true));
    }

    /** Whom an address stands for: of IPv6 the first 64 bits, for every machine has all the others to choose from. */
    public static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length < IPV6) {
            return address;
        }
        Arrays.fill(bytes, IPV6 / 2, IPV6, (byte) 0);
        return NetUtil.bytesToIpAddress(bytes);
    }

    static Optional<String> of(SocketAddress address) {
        return Optional.ofNullable(address)
                .map(known -> known.hostAddress() == null ? known.host() : known.hostAddress())
                .map(text -> text.replaceAll("^\\[|\\]$|%.*", ""))
                .map(NetUtil::createByteArrayFromIpAddressString)
                .map(ClientAddress::plain);
    }

    /** An IPv4 address within IPv6 is one of IPv4. */
    private static String plain(byte[] address) {
        try {
            return NetUtil.toAddressString(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
