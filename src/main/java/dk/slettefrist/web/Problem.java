package dk.slettefrist.web;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Builds an answer of RFC 9457.
 *
 * @param status HTTP status
 * @param slug stable end of the type {@code urn:slettefrist:problem:<slug>}
 * @param title the same for every problem of the type
 */
record Problem(int status, String slug, String title) {

    static final String MEDIA_TYPE = "application/problem+json";

    static final Problem INVALID = new Problem(400, "invalid-request", "Invalid request");
    static final Problem TOO_LARGE = new Problem(413, "too-large", "Too large");

    Response.ResponseBuilder answer(String detail) {
        return answer(detail, Map.of());
    }

    /** @param more members beyond the standard ones; null values are left out */
    Response.ResponseBuilder answer(String detail, Map<String, ?> more) {
        return Response.status(status).type(MEDIA_TYPE).entity(body(detail, more));
    }

    /** Answers where the router is, before any resource. */
    void answer(HttpServerResponse response, String detail) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .end(json(detail));
    }

    /** For who answers by hand. */
    String json(String detail) {
        return new JsonObject(body(detail, Map.of())).encode();
    }

    private Map<String, Object> body(String detail, Map<String, ?> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:slettefrist:problem:" + slug);
        body.put("title", title);
        body.put("status", status);
        if (detail != null) {
            body.put("detail", detail);
        }
        more.forEach((name, value) -> {
            if (value != null) {
                body.put(name, value);
            }
        });
        return body;
    }
}
