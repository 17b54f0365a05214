package dk.slettefrist.web;

import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What a client still sends after it was answered. It is thrown away as it comes, so that the client can read the answer; the framework would
 * collect it in memory. A client that does not stop is hung up on.
 */
final class RestOfBody {

    private static final long PATIENCE_BYTES = 16L * 1024 * 1024;

    @ServerResponseFilter
    void discard(HttpServerRequest request) {
        if (!request.isEnded()) {
            AtomicLong discarded = new AtomicLong();
            request.handler(chunk -> discard(request, chunk, discarded));
        }
    }

    private static void discard(HttpServerRequest request, Buffer chunk, AtomicLong discarded) {
        if (discarded.addAndGet(chunk.length()) > PATIENCE_BYTES) {
            request.connection().close();
        }
    }
}
