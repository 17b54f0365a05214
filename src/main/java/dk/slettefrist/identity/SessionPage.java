package dk.slettefrist.identity;

import java.util.List;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is signed in, and as what. Whoever has no role yet learns so here, and not from the first refusal. */
@Path("/session")
@RolesAllowed("**")
class SessionPage {

    private static final Set<String> ROLES = Set.of("pbx", "operator", "supervisor", "auditor", "dpo", "admin");

    private final SecurityIdentity identity;

    SessionPage(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The page.
     *
     * @param name of the person, as the audit tells it
     * @param roles those that mean something here, in the order of their names
     * @param mayLeave whether there is a session to end: HTTP Basic has none
     */
    @CheckedTemplate
    record Page(String name, List<String> roles, boolean mayLeave) implements TemplateInstance {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance get() {
        return new Page(
                identity.getPrincipal().getName(),
                identity.getRoles().stream().filter(ROLES::contains).sorted().toList(),
                identity.getPrincipal() instanceof JsonWebToken);
    }

    /** The provider comes back to here; the framework then leads on to the page that was asked for. */
    @GET
    @Path("/signed-in")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance signedIn() {
        return get();
    }
}
