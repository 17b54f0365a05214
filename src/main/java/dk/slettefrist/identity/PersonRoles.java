package dk.slettefrist.identity;

import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a person may be whom the identity provider names. A PBX it is never: PBXs prove themselves otherwise, and their name decides whose calls are
 * whose.
 */
@ApplicationScoped
class PersonRoles implements SecurityIdentityAugmentor {

    /** The one role that no person has. */
    static final String PBX = "pbx";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity.getPrincipal() instanceof JsonWebToken ? person(identity) : identity);
    }

    private static SecurityIdentity person(SecurityIdentity told) {
        Set<String> roles = new HashSet<>(told.getRoles());
        roles.remove(PBX);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(told.getPrincipal())
                .addCredentials(told.getCredentials())
                .addAttributes(told.getAttributes())
                .addRoles(roles)
                .build();
    }
}
