package dk.slettefrist.identity;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;

import dk.slettefrist.platform.TrueOrFalse;

/** People who sign in at an identity provider, by OpenID Connect. */
@ConfigMapping(prefix = "slettefrist.oidc")
public interface OidcSettings {

    /** Whether people sign in at a provider. */
    @WithConverter(TrueOrFalse.class)
    boolean enabled();

    /** Where the provider's {@code /.well-known/openid-configuration} begins; {@code https:}, unless it is on this machine. */
    Optional<URI> issuer();

    /** As what the service is registered there. */
    String clientId();

    /** With which secret, at least 16 characters. It also encrypts the session's cookie where there is no {@code session-secret}. */
    Optional<String> clientSecret();

    /**
     * A file that has the secret instead, so that it can change without a restart: one line, or the new one and below it the old one. It asks for a
     * {@code session-secret}.
     */
    Optional<Path> clientSecretFile();

    /**
     * What encrypts the session's cookie, at least 32 characters; all replicas must have the same. With another one everybody signs in again. Not set: the
     * {@code client-secret}.
     */
    Optional<String> sessionSecret();

    /** What {@code aud} of a bearer token must name. */
    String audience();

    /** The claim of the access token with a person's roles; a slash goes into an object. */
    String rolesClaim();

    /**
     * The claim that names a person in the audit. Where names are given to others later, choose one that is not, such as {@code sub}. Nobody gets in
     * under a name of a source or embedded user, with a {@code /} or control characters, or of more than 128 characters.
     */
    String nameClaim();

    /**
     * What the claim {@code typ} of a bearer token must say, so that no ID token counts as one. Empty: it is not looked at, as for providers
     * without that claim.
     */
    Optional<String> tokenType();

    /** Whether the session's cookie goes over TLS only. {@code false} only to try it without TLS; the cookie then has no prefix. */
    @WithConverter(TrueOrFalse.class)
    boolean secureCookie();
}
