package dk.slettefrist.identity;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;

import dk.slettefrist.platform.TrueOrFalse;

/** People by OpenID Connect (OpenID Connect Core 1.0). The defaults stand in {@code application.properties}, where the framework reads them. */
@ConfigMapping(prefix = "slettefrist.oidc")
public interface OidcSettings {

    /** Whether people sign in at a provider. */
    @WithConverter(TrueOrFalse.class)
    boolean enabled();

    /** The provider's issuer, where its {@code /.well-known/openid-configuration} is found. */
    Optional<URI> issuer();

    /** As what the service is registered there. */
    String clientId();

    /** With which secret: for pages, which sign in with the authorization code flow. */
    Optional<String> clientSecret();

    /** What a bearer token must name in {@code aud}. */
    String audience();

    /** The claim of the access token that lists a person's roles; a slash goes into an object. */
    String rolesClaim();

    /** The claim that names a person in the audit. */
    String nameClaim();

    /**
     * What the claim {@code typ} of a bearer token must say, so that nobody uses an ID token as one; Keycloak tells them apart so. Absent: it is not
     * looked at.
     */
    Optional<String> tokenType();

    /** Whether the session's cookie goes over TLS only. */
    @WithConverter(TrueOrFalse.class)
    boolean secureCookie();
}
