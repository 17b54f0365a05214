package dk.slettefrist.trace;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.util.NetUtil;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * From where a request comes: the address of its connection, or the one that a trusted proxy forwards ({@code quarkus.http.proxy}). What a proxy
 * forwards and is no IP address is not believed: then it is the proxy's.
 */
@ApplicationScoped
class ClientAddress {

    private final CurrentVertxRequest current;

    ClientAddress(CurrentVertxRequest current) {
        this.current = current;
    }

    /** Of the request that this thread answers; empty when it answers none. */
    Optional<String> now() {
        RoutingContext request = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        return Optional.ofNullable(request).map(RoutingContext::request).flatMap(ClientAddress::of);
    }

    static Optional<String> of(HttpServerRequest request) {
        return plain(request.remoteAddress())
                .or(() -> plain(request.connection().remoteAddress()));
    }

    /** In the form of RFC 5952, however it was written. */
    private static Optional<String> plain(SocketAddress address) {
        return Optional.ofNullable(address)
                .map(known -> known.hostAddress() == null ? known.host() : known.hostAddress())
                .map(text -> text.replaceAll("^\\[|\\]$|%.*", ""))
                .map(NetUtil::createByteArrayFromIpAddressString)
                .map(NetUtil::bytesToIpAddress);
    }
}
