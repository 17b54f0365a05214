package dk.slettefrist.web;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** No answer of the interface may stay in a cache: most are personal, and all are out of date at the next deadline. */
final class NoStore {

    @ServerResponseFilter
    void forbidCaching(ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
