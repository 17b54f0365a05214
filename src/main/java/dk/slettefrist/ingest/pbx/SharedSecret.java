package dk.slettefrist.ingest.pbx;

import java.util.Optional;

import dk.slettefrist.platform.Authorization;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;

/**
 * Proof of origin by a secret that both know: HTTP Basic (RFC 7617) with the source's name as user, a bearer token (RFC 6750), or
 * {@code token=} in the query for systems that can set nothing but a URL.
 */
public final class SharedSecret {

    private SharedSecret() {}

    /**
     * A client certificate of the source counts for a secret, but makes no wrong one right.
     *
     * @throws DomainException.NotProven when none of the source's secrets is told
     */
    public static void prove(Source source, Webhook webhook) {
        if (webhook.header("authorization").isEmpty()
                && webhook.parameter("token").isEmpty()
                && webhook.certified().filter(source.name()::equals).isPresent()) {
            return;
        }
        Optional<String> told = webhook.header("authorization")
                .flatMap(header -> credential(source, header))
                .or(() -> webhook.parameter("token"));
        if (told.isEmpty() || !source.knows(told.get())) {
            throw new DomainException.NotProven(whatIsWrong(webhook));
        }
    }

    /** Of the proof that was tried, if any was. */
    private static String whatIsWrong(Webhook webhook) {
        String header = webhook.header("authorization").orElse("");
        if (Authorization.isBearer(header)) {
            return "The bearer token (Authorization: Bearer) is none of the source's secrets.";
        }
        if (Authorization.isBasic(header)) {
            return "User or password is wrong (HTTP Basic): they must be the source's name and one of its secrets.";
        }
        return webhook.parameter("token").isPresent()
                ? "token= in the URL is none of the source's secrets."
                : "The message does not prove that it is the source's: user and password (HTTP Basic, the source's name and one of"
                        + " its secrets), Authorization: Bearer or token= in the URL is missing.";
    }

    private static Optional<String> credential(Source source, String header) {
        return Authorization.bearer(header).or(() -> Authorization.basic(header)
                .filter(pair -> pair.user().equals(source.name()))
                .map(Authorization.Pair::password));
    }
}
