package dk.slettefrist.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What a client still sends after it was answered. It is thrown away as it comes, so that a client that reads only after its last byte gets the
 * answer; the framework would collect it in memory. A client that has not ended by then is hung up on. Web servers call this a lingering close
 * (nginx, {@code lingering_time}).
 */
final class RestOfBody {

    private final Vertx vertx;
    private final WebSettings settings;

    RestOfBody(Vertx vertx, WebSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    @ServerResponseFilter
    void discard(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(chunk -> {});
            vertx.setTimer(settings.linger().toMillis(), timer -> hangUpOn(request));
        }
    }

    private static void hangUpOn(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.connection().close();
        }
    }
}
