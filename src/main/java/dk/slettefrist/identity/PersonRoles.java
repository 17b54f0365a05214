package dk.slettefrist.identity;

import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.source.Sources;

/**
 * What a person may be whom the identity provider names. A PBX it is never: PBXs prove themselves otherwise, and their name decides whose calls are
 * whose.
 */
@ApplicationScoped
class PersonRoles implements SecurityIdentityAugmentor {

    /** The one role that no person has. */
    static final String PBX = "pbx";

    private final Sources sources;

    PersonRoles(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken)) {
            return Uni.createFrom().item(identity);
        }
        return isTaken(identity.getPrincipal().getName())
                ? Uni.createFrom().failure(new AuthenticationFailedException())
                : Uni.createFrom().item(person(identity));
    }

    /** In the audit a person must not pass for the service, a PBX or a telephone of one ({@code source/extension}). */
    private boolean isTaken(String name) {
        return name == null
                || name.isBlank()
                || name.contains("/")
                || name.equals(AuditEvent.SERVICE)
                || sources.find(name).isPresent();
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
