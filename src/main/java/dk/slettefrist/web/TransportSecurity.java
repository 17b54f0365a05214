package dk.slettefrist.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells browsers to come by TLS only (RFC 6797), in every answer to a request that came by it, to here or to a proxy that is believed; section 7.2
 * forbids to say so without TLS. Where TLS is required, a request without it is refused and never led on: a program would send its secret in plain
 * text first, each time, and nobody would notice.
 */
@ApplicationScoped
class TransportSecurity {

    /** Before all that may refuse, but for those who look at what was answered. */
    private static final int BEFORE_ALL = 999;

    private static final Problem PROBLEM = new Problem(403, "forbidden", "Not allowed");

    private final WebSettings settings;
    private final RestOfBody rest;

    TransportSecurity(WebSettings settings, RestOfBody rest) {
        this.settings = settings;
        this.rest = rest;
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, BEFORE_ALL);
    }

    void look(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean tls = request.isSSL() || "https".equals(request.scheme());
        if (tls) {
            settings.strictTransportSecurity()
                    .ifPresent(policy -> request.response().putHeader("Strict-Transport-Security", policy));
        }
        if (tls || !settings.requireTls()) {
            context.next();
        } else {
            rest.discard(request);
            request.resume();
            PROBLEM.answer(request.response(), "This came without TLS. Whatever secret it held can have been read.");
        }
    }
}
