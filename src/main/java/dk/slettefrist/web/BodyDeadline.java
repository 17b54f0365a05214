package dk.slettefrist.web;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Closes a connection on which a body does not end in time, however steadily its bytes trickle: whoever reads it holds a thread meanwhile. Recordings
 * have a bound of their own, {@code slettefrist.ingest.max-duration}; only a PBX that has proven itself may send them.
 */
@ApplicationScoped
class BodyDeadline {

    private static final int EARLY = 510;
    private static final Pattern RECORDING = Pattern.compile("/api/v1/(calls|sources)/[^/]+/recordings(/.*)?");

    private final Vertx vertx;
    private final WebSettings settings;

    BodyDeadline(Vertx vertx, WebSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, EARLY);
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (hasBody(request) && !RECORDING.matcher(context.normalizedPath()).matches()) {
            long timer = vertx.setTimer(settings.bodyTimeout().toMillis(), late -> hangUpOn(request));
            context.addEndHandler(answered -> vertx.cancelTimer(timer));
        }
        context.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.method() != HttpMethod.GET
                && request.method() != HttpMethod.HEAD
                && (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                        || request.headers().contains(HttpHeaders.CONTENT_LENGTH));
    }

    private static void hangUpOn(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.connection().close();
        }
    }
}
