package dk.slettefrist.ingest.pbx;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;

/**
 * Proof of origin by a secret that both know: HTTP Basic (RFC 7617) with the source's name as user, a bearer token (RFC 6750), or
 * {@code token=} in the query for systems that can set nothing but a URL.
 */
public final class SharedSecret {

    private SharedSecret() {}

    /** @throws DomainException.NotProven when none of the source's secrets is told */
    public static void prove(Source source, Webhook webhook) {
        Optional<String> told = webhook.header("authorization")
                .flatMap(header -> credential(source, header))
                .or(() -> webhook.parameter("token"));
        if (told.isEmpty() || !source.knows(told.get())) {
            throw new DomainException.NotProven(
                    "The message does not prove that it is the source's: user and password (HTTP Basic, the source's name and one of"
                            + " its secrets), Authorization: Bearer or token= in the URL is missing or wrong.");
        }
    }

    private static Optional<String> credential(Source source, String header) {
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(header.substring(7).strip());
        }
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            String user = source.name() + ":";
            return pair.startsWith(user) ? Optional.of(pair.substring(user.length())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
