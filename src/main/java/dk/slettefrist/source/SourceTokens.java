package dk.slettefrist.source;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * A configured PBX as a user of the interface: one of its secrets as a bearer token (RFC 6750), or, at its own addresses, as {@code token=} in
 * the query for systems that can set nothing but a URL.
 */
@ApplicationScoped
class SourceTokens implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";
    private static final Pattern OWN_ADDRESS = Pattern.compile("/api/v1/sources/([^/]+)/.+");

    private final Sources sources;

    SourceTokens(Sources sources) {
        this.sources = sources;
    }

    /** Before those that know people: a source's secret is nobody else's to look at. */
    @Override
    public int getPriority() {
        return 2 * DEFAULT_PRIORITY;
    }

    /** Nothing when the token is no source's: other mechanisms are asked then. */
    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader(HttpHeaderNames.AUTHORIZATION);
        Optional<Source> source = header == null
                ? byQuery(request)
                : header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        ? sources.knowing(header.substring(SCHEME.length()).strip())
                        : Optional.empty();
        return Uni.createFrom().item(source.map(SourceUsers::identity).orElse(null));
    }

    private Optional<Source> byQuery(RoutingContext request) {
        Matcher address = OWN_ADDRESS.matcher(request.request().path());
        List<String> tokens = address.matches() ? request.queryParam("token") : List.of();
        return tokens.size() == 1
                ? sources.find(address.group(1)).filter(source -> source.knows(tokens.get(0)))
                : Optional.empty();
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
