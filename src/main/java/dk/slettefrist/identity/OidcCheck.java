package dk.slettefrist.identity;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;

import dk.slettefrist.platform.Loopback;
import dk.slettefrist.platform.StartupRefusedException;

/** Refuses to start with half of what signing in needs, or with a provider whose keys a stranger could replace on the way. */
final class OidcCheck {

    /** As short as a client's secret may be, which may also encrypt the session's cookie. */
    static final int SHORTEST_SECRET = 16;

    /** As long as the key that is made of it. */
    private static final int SHORTEST_SESSION_SECRET = 32;

    void check(@Observes @Priority(-1000) StartupEvent event, OidcSettings settings, VertxHttpConfig http) {
        refusal(settings, http.auth().rolesMapping()).ifPresent(reason -> {
            throw new StartupRefusedException(reason);
        });
    }

    /**
     * Why the service must not start, or nothing when it may.
     *
     * @param mapping which roles of the provider are which of ours
     */
    static Optional<String> refusal(OidcSettings settings, Map<String, List<String>> mapping) {
        Optional<URI> issuer = settings.issuer();
        if (!settings.enabled()) {
            return issuer.map(set ->
                    "slettefrist.oidc.issuer is set, but slettefrist.oidc.enabled is not true: nobody could sign in");
        }
        if (issuer.isEmpty()) {
            return Optional.of("slettefrist.oidc.enabled is true, but slettefrist.oidc.issuer is not set");
        }
        if (!mayBeAsked(issuer.get())) {
            return Optional.of(
                    "slettefrist.oidc.issuer must begin with https://; only a provider on this machine may do without");
        }
        return secretsRefusal(settings).or(() -> mappingRefusal(mapping));
    }

    private static Optional<String> secretsRefusal(OidcSettings settings) {
        boolean isFile = settings.clientSecretFile().isPresent();
        if (isFile && settings.clientSecret().isPresent()) {
            return Optional.of(
                    "slettefrist.oidc.client-secret-file and slettefrist.oidc.client-secret exclude each other");
        }
        if (!isFile && settings.clientSecret().map(String::length).orElse(0) < SHORTEST_SECRET) {
            return Optional.of("slettefrist.oidc.client-secret must be set, of at least " + SHORTEST_SECRET
                    + " characters, or slettefrist.oidc.client-secret-file");
        }
        if (isFile && settings.sessionSecret().isEmpty()) {
            return Optional.of("slettefrist.oidc.client-secret-file asks for slettefrist.oidc.session-secret, which"
                    + " encrypts the session's cookie instead of a secret that changes");
        }
        return settings.sessionSecret()
                .filter(secret -> secret.length() < SHORTEST_SESSION_SECRET)
                .map(secret -> "slettefrist.oidc.session-secret must have at least " + SHORTEST_SESSION_SECRET
                        + " characters");
    }

    private static Optional<String> mappingRefusal(Map<String, List<String>> mapping) {
        return mapping.entrySet().stream()
                .filter(role -> role.getValue().contains(PersonRoles.PBX))
                .map(role -> "quarkus.http.auth.roles-mapping makes persons with the role " + role.getKey()
                        + " a PBX; a PBX proves itself as a source")
                .findFirst();
    }

    private static boolean mayBeAsked(URI issuer) {
        return issuer.getHost() != null
                && ("https".equals(issuer.getScheme())
                        || "http".equals(issuer.getScheme()) && Loopback.covers(issuer.getHost()));
    }
}
