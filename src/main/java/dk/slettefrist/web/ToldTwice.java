package dk.slettefrist.web;

import java.util.List;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a query that tells a parameter more than once: whoever looked at the first one in between, and whoever at the last, saw two requests. */
final class ToldTwice {

    @ServerRequestFilter
    Response refuse(ContainerRequestContext request) {
        return request.getUriInfo().getQueryParameters().values().stream().allMatch(ToldTwice::isOne)
                ? null
                : OtherProblems.invalid("The query tells a parameter more than once.");
    }

    private static boolean isOne(List<String> values) {
        return values.size() <= 1;
    }
}
