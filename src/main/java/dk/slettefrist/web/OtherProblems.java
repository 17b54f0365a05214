package dk.slettefrist.web;

import java.io.IOException;
import java.util.Locale;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dk.slettefrist.platform.Authorization;

/** What the framework refuses, and what nobody expected, as problems. No class name and no value of the request gets out. */
final class OtherProblems {

    /** Of RFC 7617. */
    static final String CHALLENGE = "Basic realm=\"slettefrist\", charset=\"UTF-8\"";

    private static final Logger LOG = Logger.getLogger(OtherProblems.class);

    @ServerExceptionMapper(priority = 1)
    Response unauthenticated(UnauthorizedException e, HttpServerRequest request) {
        return unauthenticated(request);
    }

    @ServerExceptionMapper(priority = 1)
    Response unauthenticated(AuthenticationFailedException e, HttpServerRequest request) {
        return unauthenticated(request);
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException e) {
        return new Problem(403, "forbidden", "Not allowed")
                .answer("This user's role may not do that.")
                .build();
    }

    /** The second class is named because the framework has a mapper of its own for it, which would answer without a problem. */
    @ServerExceptionMapper(
            value = {JacksonException.class, MismatchedInputException.class},
            priority = 1)
    Response unreadable(JacksonException e) {
        return JsonLimits.isTooLong(e)
                ? Problem.TOO_LARGE
                        .answer("A JSON body must not be longer than 64 KiB, nor a name in it than 256 characters.")
                        .build()
                : invalid("The body is not JSON of the form that is expected here, or tells a member twice.");
    }

    /** Only bodies are read where nobody else says what is wrong: the client hung up, was too slow, or ended no chunk as it began it. */
    @ServerExceptionMapper
    Response brokenOff(IOException e) {
        LOG.debug("The body broke off", e);
        return invalid("The body broke off, or is not as HTTP demands.");
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        if (e.getCause() instanceof JacksonException json) {
            return unreadable(json);
        }
        if (status.getStatusCode() == 400) {
            return invalid("The request is not as the interface demands.");
        }
        Response.ResponseBuilder answer =
                new Problem(status.getStatusCode(), slug(status), status.getReasonPhrase()).answer(detail(status));
        if (e.getResponse().getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, e.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        return internal(e);
    }

    static Response internal(Throwable e) {
        LOG.error("Answering 500", e);
        return new Problem(500, "internal", "Internal error")
                .answer("The service failed; its log says why. Trying again does no harm.")
                .build();
    }

    /** The interface has one type a status, whether the framework or the service refuses. */
    private static String slug(Response.StatusType status) {
        return switch (status.getStatusCode()) {
            case 413 -> "too-large";
            case 415 -> "unsupported-media";
            case 503 -> "unavailable";
            default -> status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        };
    }

    private static String detail(Response.StatusType status) {
        return switch (status.getStatusCode()) {
            case 404 -> "Nothing is at this address; the interface begins at /api/v1.";
            case 405 -> "This address does not take this method.";
            case 415 -> "This address does not take this Content-Type.";
            default -> null;
        };
    }

    static Response invalid(String detail) {
        return Problem.INVALID.answer(detail).build();
    }

    private static Response unauthenticated(HttpServerRequest request) {
        return new Problem(401, "unauthenticated", "Not authenticated")
                .answer(whatIsWrong(request.getHeader(HttpHeaders.AUTHORIZATION), request.getParam("token")))
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                .build();
    }

    /** Of the proof that was tried, if any was. */
    private static String whatIsWrong(String authorization, String token) {
        if (Authorization.isBearer(authorization)) {
            return "The bearer token (Authorization: Bearer) is wrong: it must be a secret of exactly one configured source, or, where people sign in at an identity provider, an access token of it that is for this service and has not expired.";
        }
        if (authorization == null && token != null) {
            return "token= in the URL is wrong: it must be a secret of the source that the address names, and counts only there"
                    + " (/api/v1/sources/<name>/).";
        }
        return "User or password is missing or wrong (HTTP Basic).";
    }
}
