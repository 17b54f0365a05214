package dk.slettefrist.ingest;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.Direction;
import dk.slettefrist.call.Identifier;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.TimeSource;

/** Checks what is said of a recording or an event, one rule a method; wherever it was said, in a query, a form or JSON. */
@ApplicationScoped
class UploadForm {

    static final int MAX_TEXT = 256;

    private final TimeSource time;
    private final IngestSettings settings;

    UploadForm(TimeSource time, IngestSettings settings) {
        this.time = time;
        this.settings = settings;
    }

    /**
     * @param fields by the names of the interface
     * @param digest the header {@code Content-Digest}, or null
     */
    Upload check(String source, String callId, String recordingId, Map<String, String> fields, String digest) {
        try {
            Identifier.require("callId", callId);
            Identifier.require("recordingId", recordingId);
            Instant startedAt = Parameters.instant("startedAt", fields.get("startedAt"));
            Instant endedAt = Parameters.instant("endedAt", fields.get("endedAt"));
            if (endedAt.isBefore(startedAt)) {
                throw new DomainException.InvalidRequest("endedAt must not be before startedAt");
            }
            Instant now = time.now();
            if (endedAt.isAfter(now.plus(settings.maxClockSkew()))) {
                throw new DomainException.ClockSkew(
                        "endedAt lies more than " + settings.maxClockSkew().toSeconds()
                                + " s in the future; set the PBX's clock (it is " + now + " here).");
            }
            CallFact fact = fact(CallFact.Kind.RECORDED, earlier(startedAt, now), fields);
            byte[] sha256 = ContentDigest.sha256(digest).orElse(null);
            return new Upload(source, callId, recordingId, startedAt, endedAt, fact, sha256);
        } catch (IllegalArgumentException e) {
            throw new DomainException.InvalidRequest(e.getMessage(), e);
        }
    }

    /** An upload that tells who it is only after its audio. */
    Upload unnamed(String source, String callId, String digest) {
        Instant now = time.now();
        Map<String, String> fields = Map.of("startedAt", now.toString(), "endedAt", now.toString());
        return check(source, callId, "unnamed." + UUID.randomUUID(), fields, digest);
    }

    /** What the optional fields tell of a call. */
    static CallFact fact(CallFact.Kind kind, Instant at, Map<String, String> fields) {
        return new CallFact(
                kind,
                at,
                text("operator", fields.get("operator")),
                text("queue", fields.get("queue")),
                text("caller", fields.get("caller")),
                text("callee", fields.get("callee")),
                direction(fields.get("direction")));
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String text(String name, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MAX_TEXT || value.chars().anyMatch(Character::isISOControl)) {
            throw new DomainException.InvalidRequest(
                    name + " must have at most " + MAX_TEXT + " characters and no control characters");
        }
        return value.strip();
    }

    private static Direction direction(String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Direction.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new DomainException.InvalidRequest("direction must be INBOUND or OUTBOUND", e);
        }
    }
}
