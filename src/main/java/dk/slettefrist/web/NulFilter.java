package dk.slettefrist.web;

import java.util.Locale;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses the character U+0000 in a path or query: PostgreSQL cannot hold it, and nothing that we know has it in its name. */
final class NulFilter {

    @ServerRequestFilter(preMatching = true)
    Response refuse(ContainerRequestContext request) {
        String uri = request.getUriInfo().getRequestUri().toString().toLowerCase(Locale.ROOT);
        return uri.contains("%00") ? OtherProblems.invalid("The address holds the character U+0000.") : null;
    }
}
