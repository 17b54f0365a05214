package dk.slettefrist.source;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** A configured PBX as a user of the interface's own endpoints: one of its secrets as a bearer token (RFC 6750). */
@ApplicationScoped
class SourceTokens implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final Sources sources;

    SourceTokens(Sources sources) {
        this.sources = sources;
    }

    /** Nothing when the token is no source's: other mechanisms are asked then. */
    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        Optional<Source> source = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? sources.knowing(header.substring(SCHEME.length()).strip())
                : Optional.empty();
        return Uni.createFrom().item(source.map(SourceUsers::identity).orElse(null));
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
