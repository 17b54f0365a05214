package dk.slettefrist.web;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses what a page of another site makes a browser ask for: a browser adds the password that somebody once typed, whoever wrote the page. Browsers
 * say by themselves whose page it was (Fetch Metadata, {@code Sec-Fetch-Site}), but not where there is no TLS; then {@code Origin} is compared, which
 * accompanies all that could change something. Programs send neither.
 *
 * <p>Only pages may be come to from elsewhere, as a link does and the provider after signing in; signing out is not a page.
 */
@ApplicationScoped
class OtherSites {

    /** Once it is counted for its address (500), and before anybody is known (200). */
    private static final int EARLY = 495;

    private static final String PAGES = "/session";
    private static final String SIGN_OUT = PAGES + "/sign-out";
    private static final Set<String> OURS = Set.of("same-origin", "none");
    private static final Problem PROBLEM = new Problem(403, "forbidden", "Not allowed");

    private final RestOfBody rest;

    OtherSites(RestOfBody rest) {
        this.rest = rest;
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, EARLY);
    }

    private void look(RoutingContext context) {
        if (isOfAnotherSite(context.request()) && !opensAPage(context)) {
            refuse(context.request());
        } else {
            context.next();
        }
    }

    private static boolean isOfAnotherSite(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null
                ? Optional.ofNullable(request.getHeader(HttpHeaderNames.ORIGIN))
                        .filter(origin -> !isThisHost(origin, request.authority()))
                        .isPresent()
                : !OURS.contains(site);
    }

    /** The host alone: proxies often tell it without its port. */
    private static boolean isThisHost(String origin, HostAndPort asked) {
        try {
            return asked != null
                    && asked.host().equalsIgnoreCase(URI.create(origin).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean opensAPage(RoutingContext context) {
        String path = context.normalizedPath();
        HttpServerRequest request = context.request();
        return (path.equals(PAGES) || path.startsWith(PAGES + "/") && !path.equals(SIGN_OUT))
                && request.method() == HttpMethod.GET
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    private void refuse(HttpServerRequest request) {
        rest.discard(request);
        request.resume();
        PROBLEM.answer(request.response(), "A page of another site made a browser ask this. Nothing was done.");
    }
}
