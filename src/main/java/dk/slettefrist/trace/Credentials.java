package dk.slettefrist.trace;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a request shows to prove whose it is, as far as the trace needs it.
 *
 * @param shown whether there was anything, a code of the identity provider too: without it a 401 is a question, not a failed login
 * @param name the user that HTTP Basic names, or the source in the address; whatever a stranger likes to write
 */
record Credentials(boolean shown, Optional<String> name) {

    private static final Pattern OF_SOURCE = Pattern.compile("/api/v1/sources/([^/]+)/([^/]+).*");
    private static final String BASIC = "Basic ";

    /** A message of a source proves itself, or fails to, whatever its headers are. */
    static Credentials of(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String query = request.query();
        Matcher source = OF_SOURCE.matcher(String.valueOf(request.path()));
        Optional<String> named = source.matches() ? Optional.of(source.group(1)) : Optional.empty();
        boolean message = named.isPresent() && source.group(2).equals("webhook");
        return new Credentials(
                header != null || message || query != null && (query.contains("token=") || query.contains("code=")),
                Optional.ofNullable(header).flatMap(Credentials::user).or(() -> named));
    }

    private static Optional<String> user(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] pair =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            return Optional.of(new String(pair, StandardCharsets.UTF_8).split(":", 2)[0]);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
