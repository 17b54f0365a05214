package dk.slettefrist.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
public class UploadForm {

    static final int MAX_TEXT = 256;

    private final TimeSource time;
    private final IngestSettings settings;
    private final SourceClocks clocks;

    UploadForm(TimeSource time, IngestSettings settings, SourceClocks clocks) {
        this.time = time;
        this.settings = settings;
        this.clocks = clocks;
    }

    /**
     * @param fields by the names of the interface
     * @param digest the header {@code Content-Digest}, or null
     */
    Upload check(String source, String callId, String recordingId, Map<String, String> fields, String digest) {
        Identifier.require("callId", callId);
        Identifier.require("recordingId", recordingId);
        Instant startedAt = Parameters.instant("startedAt", fields.get("startedAt"));
        Instant endedAt = Parameters.instant("endedAt", fields.get("endedAt"));
        if (endedAt.isBefore(startedAt)) {
            throw new DomainException.InvalidRequest("endedAt must not be before startedAt");
        }
        Instant now = time.now();
        clocks.heard(source, endedAt, now);
        if (endedAt.isAfter(now.plus(settings.maxClockSkew()))) {
            throw new DomainException.ClockSkew(
                    "endedAt lies more than " + settings.maxClockSkew().toSeconds()
                            + " s in the future; set the PBX's clock (it is " + now + " here).");
        }
        CallFact fact = fact(CallFact.Kind.RECORDED, earlier(startedAt, now), fields);
        return new Upload(source, callId, recordingId, startedAt, endedAt, fact, sha256(digest));
    }

    /**
     * What is known of a recording that a PBX tells of in its own language. It cannot be asked for better times: those in the future are
     * taken as now, and a start after the end as the end.
     *
     * @param callId of the form of the interface, as all identifiers here
     * @param fields the others, by the names of the interface
     */
    public Upload told(
            String source,
            String callId,
            String recordingId,
            Instant startedAt,
            Instant endedAt,
            Map<String, String> fields) {
        Instant now = time.now();
        Instant end = earlier(endedAt, now).truncatedTo(ChronoUnit.MICROS);
        Instant start = earlier(startedAt, end).truncatedTo(ChronoUnit.MICROS);
        CallFact fact = fact(CallFact.Kind.RECORDED, start, fields);
        return new Upload(
                source,
                Identifier.require("callId", callId),
                Identifier.require("recordingId", recordingId),
                start,
                end,
                fact,
                null);
    }

    /** An upload that tells who it is only after its audio. */
    Upload unnamed(String source, String callId, String digest) {
        Instant now = time.now();
        CallFact nothing = fact(CallFact.Kind.RECORDED, now, Map.of());
        return new Upload(
                source,
                Identifier.require("callId", callId),
                "unnamed." + UUID.randomUUID(),
                now,
                now,
                nothing,
                sha256(digest));
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

    private static byte[] sha256(String digest) {
        try {
            return ContentDigest.sha256(digest).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new DomainException.InvalidRequest(e.getMessage(), e);
        }
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
