package dk.slettefrist.web;

import java.util.Locale;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses the character U+0000 in a path or query: PostgreSQL cannot hold it, and nothing that we know has it in its name. Refuses parameters in the path
 * ({@code ;name=value}), too: the framework drops them, and so what another reader of the address sees is another one.
 */
final class AddressFilter {

    @ServerRequestFilter(preMatching = true)
    Response refuse(ContainerRequestContext request, HttpServerRequest http) {
        String uri = request.getUriInfo().getRequestUri().toString().toLowerCase(Locale.ROOT);
        if (http.path().contains(";")) {
            return OtherProblems.invalid("The path holds a semicolon; write %3B where it is part of a name.");
        }
        return uri.contains("%00") ? OtherProblems.invalid("The address holds the character U+0000.") : null;
    }
}
