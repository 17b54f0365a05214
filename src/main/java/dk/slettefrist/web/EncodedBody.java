package dk.slettefrist.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses bodies that are compressed: nothing here unpacks what a stranger sent, and nobody is told that audio is none because it is packed. */
final class EncodedBody {

    private static final String IDENTITY = "identity";

    @ServerRequestFilter(preMatching = true)
    Response refuse(ContainerRequestContext request) {
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        return encoding == null || encoding.isBlank() || IDENTITY.equalsIgnoreCase(encoding.strip())
                ? null
                : new Problem(415, "unsupported-media", "Unsupported media")
                        .answer("A body must not be compressed (Content-Encoding).")
                        .header(HttpHeaders.ACCEPT_ENCODING, IDENTITY)
                        .build();
    }
}
