package dk.slettefrist.source;

import java.util.Collections;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * A configured PBX as a user of the interface: its client certificate, or one of its secrets as a bearer token (RFC 6750), or, at its own addresses, as {@code token=} in
 * the query for systems that can set nothing but a URL.
 */
@ApplicationScoped
class SourceTokens implements HttpAuthenticationMechanism {

    private final SourceProof proof;

    SourceTokens(SourceProof proof) {
        this.proof = proof;
    }

    /**
     * Before those that know people, and before HTTP Basic, which the framework puts at twice the default: a source's secret is nobody else's to
     * look at, and nobody else gets in beside its certificate.
     */
    @Override
    public int getPriority() {
        return 3 * DEFAULT_PRIORITY;
    }

    /** Nothing when neither certificate nor token is a source's: other mechanisms are asked then. Beside its certificate nothing else may be wrong. */
    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        if (proof.certified(request).isPresent()) {
            return proof.of(request)
                    .map(source -> Uni.createFrom().item(SourceUsers.identity(source)))
                    .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
        }
        return Uni.createFrom()
                .item(proof.byToken(request).map(SourceUsers::identity).orElse(null));
    }

    /** The challenge is that of HTTP Basic. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Collections.emptySet();
    }
}
