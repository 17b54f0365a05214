package dk.slettefrist.web;

import java.util.HashMap;
import java.util.Map;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Restraint;

/** Turns every refusal of the domain into its problem. */
final class DomainProblems {

    private static final Logger LOG = Logger.getLogger(DomainProblems.class);

    static final Problem UNAVAILABLE = new Problem(503, "unavailable", "Not available now, try again");

    private static final Map<Class<? extends DomainException>, Problem> PROBLEMS = Map.ofEntries(
            Map.entry(DomainException.InvalidRequest.class, Problem.INVALID),
            Map.entry(DomainException.NotProven.class, new Problem(401, "unauthenticated", "Not authenticated")),
            Map.entry(DomainException.NotFound.class, new Problem(404, "not-found", "Not found")),
            Map.entry(DomainException.TooSlow.class, new Problem(408, "too-slow", "Took too long")),
            Map.entry(DomainException.Conflict.class, new Problem(409, "conflict", "Stored before with other bytes")),
            Map.entry(DomainException.Ambiguous.class, new Problem(409, "ambiguous", "Several sources know this call")),
            Map.entry(DomainException.Late.class, new Problem(410, "late", "Too late to be stored")),
            Map.entry(DomainException.Gone.class, new Problem(410, "gone", "Past its deadline")),
            Map.entry(DomainException.TooLarge.class, Problem.TOO_LARGE),
            Map.entry(DomainException.UnsupportedMedia.class, new Problem(415, "unsupported-media", "Not audio")),
            Map.entry(
                    DomainException.RangeNotSatisfiable.class,
                    new Problem(416, "range-not-satisfiable", "Range not satisfiable")),
            Map.entry(
                    DomainException.ChecksumMismatch.class, new Problem(422, "checksum-mismatch", "Checksum mismatch")),
            Map.entry(DomainException.ClockSkew.class, new Problem(422, "clock-skew", "Clock skew")),
            Map.entry(DomainException.Unavailable.class, UNAVAILABLE));

    private final Restraint restraint = new Restraint();

    @ServerExceptionMapper
    Response map(DomainException e) {
        Response.ResponseBuilder answer = PROBLEMS.get(e.getClass()).answer(e.getMessage(), details(e));
        if (e instanceof DomainException.RangeNotSatisfiable range) {
            answer.header("Content-Range", "bytes */" + range.size());
        }
        if (e instanceof DomainException.NotProven) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, OtherProblems.CHALLENGE);
        }
        if (e instanceof DomainException.Unavailable) {
            restraint.say(
                    e.getMessage(),
                    times -> LOG.warnf(e.getCause(), "Answering 503 times=%d: %s", times, e.getMessage()));
            answer.header(HttpHeaders.RETRY_AFTER, DatabaseProblems.RETRY_AFTER_SECONDS);
        }
        return answer.build();
    }

    private static Map<String, ?> details(DomainException e) {
        Map<String, Object> details = new HashMap<>();
        if (e instanceof DomainException.Gone gone) {
            details.put("expiresAt", gone.expiresAt());
            details.put("purgedAt", gone.purgedAt());
        }
        if (e instanceof DomainException.Late late) {
            details.put("expiresAt", late.expiresAt());
        }
        return details;
    }
}
