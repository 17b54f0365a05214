package dk.slettefrist.identity;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.jwt.JsonWebToken;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.platform.EmbeddedUsers;
import dk.slettefrist.source.Sources;

/**
 * What a person may be whom the identity provider names. A PBX it is never: PBXs prove themselves otherwise, and their name decides whose calls are
 * whose.
 */
@ApplicationScoped
class PersonRoles implements SecurityIdentityAugmentor {

    /** The one role that no person has. */
    static final String PBX = "pbx";

    /** Control characters, and those that only change how others are shown (Unicode TR 36). */
    private static final Pattern UNCLEAN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final int LONGEST_NAME = 128;

    private final Sources sources;
    private final FileUsers users;
    private final Set<String> embedded;

    PersonRoles(Sources sources, FileUsers users, Config config) {
        this.sources = sources;
        this.users = users;
        this.embedded = EmbeddedUsers.of(config).keySet();
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken)) {
            return Uni.createFrom().item(identity);
        }
        return isNobodys(identity.getPrincipal().getName())
                ? Uni.createFrom().failure(new AuthenticationFailedException())
                : Uni.createFrom().item(person(identity));
    }

    /** In the audit a person must not pass for the service, another user, a PBX or a telephone of one ({@code source/extension}). */
    private boolean isNobodys(String name) {
        return !isName(name)
                || embedded.contains(name)
                || users.have(name)
                || sources.find(name).isPresent();
    }

    /** Whether the audit could tell it for a person's. */
    static boolean isName(String name) {
        return name != null
                && !name.isBlank()
                && name.length() <= LONGEST_NAME
                && !name.contains("/")
                && !UNCLEAN.matcher(name).find()
                && !name.equals(AuditEvent.SERVICE)
                && !name.equals(AuditEvent.UNKNOWN);
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
