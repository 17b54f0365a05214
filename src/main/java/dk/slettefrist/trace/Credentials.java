package dk.slettefrist.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import dk.slettefrist.platform.Authorization;
import dk.slettefrist.source.ClientCertificates;

/**
 * What a request shows to prove whose it is, as far as the trace needs it.
 *
 * @param shown whether there was anything, a code of the identity provider or a client certificate too: without it a 401 is a question, not a failed login
 * @param name the user that HTTP Basic names, or the source in the address; whatever a stranger likes to write
 */
record Credentials(boolean shown, Optional<String> name) {

    private static final Pattern OF_SOURCE = Pattern.compile("/api/v1/sources/([^/]+)/([^/]+).*");

    /** A message of a source proves itself, or fails to, whatever its headers are. */
    static Credentials of(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        String query = context.request().query();
        Matcher source = OF_SOURCE.matcher(context.normalizedPath());
        Optional<String> named = source.matches() ? Optional.of(source.group(1)) : Optional.empty();
        boolean message = named.isPresent() && source.group(2).equals("webhook");
        return new Credentials(
                header != null
                        || message
                        || ClientCertificates.isShown(context)
                        || query != null && (query.contains("token=") || query.contains("code=")),
                Authorization.basic(header).map(Authorization.Pair::user).or(() -> named));
    }
}
