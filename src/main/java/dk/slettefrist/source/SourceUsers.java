package dk.slettefrist.source;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** A configured PBX as a user of the interface's own endpoints: HTTP Basic with its name and one of its secrets. */
@ApplicationScoped
class SourceUsers implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

    private final Sources sources;

    SourceUsers(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    /** Before all others: a name that is a source's is nobody else's. */
    @Override
    public int priority() {
        return 2 * SYSTEM_FIRST;
    }

    /** Nothing when no source has this name: other providers are asked then. */
    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        return sources.find(request.getUsername())
                .map(source -> source.knows(new String(request.getPassword().getPassword()))
                        ? Uni.createFrom().item(identity(source))
                        : Uni.createFrom().<SecurityIdentity>failure(new AuthenticationFailedException()))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    static SecurityIdentity identity(Source source) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(source.name()))
                .addRoles(Set.of("pbx"))
                .build();
    }
}
