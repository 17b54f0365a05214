package dk.slettefrist.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Restraint;

/**
 * Tells browsers to come by TLS only (RFC 6797), in every answer to a request that came by it, to here or to a proxy that is believed; section 7.2
 * forbids to say so without TLS. Where TLS is required, a request without it is refused and never led on: a program would send its secret in plain
 * text first, each time, and nobody would notice.
 */
@ApplicationScoped
class TransportSecurity {

    /** Before all that may refuse, but for those who look at what was answered. */
    private static final int BEFORE_ALL = 999;

    /** Once it is counted for its address (500), and before anybody is known (200). */
    private static final int AFTER_LIMITS = 498;

    private static final Problem PROBLEM = new Problem(403, "forbidden", "Not allowed");

    private static final Logger LOG = Logger.getLogger(TransportSecurity.class);

    private final Restraint restraint = new Restraint();
    private final WebSettings settings;
    private final RestOfBody rest;

    TransportSecurity(WebSettings settings, RestOfBody rest) {
        this.settings = settings;
        this.rest = rest;
    }

    void register(@Observes Filters filters) {
        filters.register(this::tell, BEFORE_ALL);
        filters.register(this::require, AFTER_LIMITS);
    }

    void tell(RoutingContext context) {
        if (cameByTls(context.request())) {
            settings.strictTransportSecurity()
                    .ifPresent(policy -> context.response().putHeader("Strict-Transport-Security", policy));
        }
        context.next();
    }

    void require(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!settings.requireTls() || cameByTls(request)) {
            context.next();
            return;
        }
        restraint.say(
                "tls",
                times -> LOG.warnf(
                        "Answering 403: requests come without TLS (slettefrist.web.require-tls); if all do, the proxy does not tell"
                                + " X-Forwarded-Proto, or is not trusted times=%d",
                        times));
        rest.discard(request);
        request.resume();
        PROBLEM.answer(request.response(), "This came without TLS. Whatever secret it held can have been read.");
    }

    private static boolean cameByTls(HttpServerRequest request) {
        return request.isSSL() || "https".equals(request.scheme());
    }
}
