package dk.slettefrist.identity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.ServerCookie;
import io.vertx.ext.web.RoutingContext;

/**
 * Gives the cookies of signing in the prefix {@code __Host-} (RFC 6265bis section 4.1.3.2): a browser takes such a one over TLS only, for this host and
 * all its paths, and so neither a neighbour in the domain nor somebody on the network can set it. The framework calls them {@code q_…} and knows no
 * other names; under those they are not believed. It also leaves attributes out where it takes a cookie back.
 */
@ApplicationScoped
class HostCookies {

    private static final String PREFIX = "__Host-";
    private static final String FRAMEWORKS = "q_";

    /** Before the framework looks for a session. */
    private static final int EARLY = 490;

    private final OidcSettings settings;

    HostCookies(OidcSettings settings) {
        this.settings = settings;
    }

    void register(@Observes Filters filters) {
        if (settings.secureCookie()) {
            filters.register(HostCookies::rename, EARLY);
        }
    }

    private static void rename(RoutingContext context) {
        List<String> told = context.request().headers().getAll(HttpHeaderNames.COOKIE);
        if (!told.isEmpty()) {
            context.request().headers().set(HttpHeaderNames.COOKIE, inward(told));
        }
        context.addHeadersEndHandler(answered -> outward(context));
        context.next();
    }

    /** As the framework knows them. */
    static String inward(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(HostCookies::begun)
                .filter(cookie -> !cookie.startsWith(FRAMEWORKS))
                .map(cookie -> cookie.startsWith(PREFIX + FRAMEWORKS) ? cookie.substring(PREFIX.length()) : cookie)
                .collect(Collectors.joining("; "));
    }

    /** What the framework's reader skips before a name. */
    private static String begun(String cookie) {
        return cookie.replaceFirst("^[\\s,]+", "").stripTrailing();
    }

    private static void outward(RoutingContext context) {
        HttpServerResponse response = context.response();
        for (Cookie cookie : List.copyOf(context.request().cookies())) {
            if (cookie.getName().startsWith(FRAMEWORKS) && ((ServerCookie) cookie).isChanged()) {
                response.removeCookie(cookie.getName(), false);
                response.addCookie(Cookie.cookie(PREFIX + cookie.getName(), cookie.getValue())
                        .setMaxAge(cookie.getMaxAge())
                        .setSameSite(CookieSameSite.LAX)
                        .setHttpOnly(true)
                        .setPath("/")
                        .setSecure(true));
            }
        }
    }
}
