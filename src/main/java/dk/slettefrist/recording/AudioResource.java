package dk.slettefrist.recording;

import java.io.InputStream;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

import io.vertx.core.http.HttpServerRequest;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.telemetry.RecordingTraces;
import dk.slettefrist.telemetry.Step;

/** The sound of a recording, whole or one byte range of it (RFC 9110 section 14). Every request is written to the audit first. */
@Path("/api/v1/recordings")
@RolesAllowed("supervisor")
class AudioResource {

    private static final Map<String, String> ENDINGS = Map.of(
            "audio/wav", ".wav",
            "audio/mpeg", ".mp3",
            "audio/ogg", ".ogg",
            "audio/flac", ".flac",
            "audio/mp4", ".m4a",
            "audio/basic", ".au");

    private final Listening listening;
    private final AudioAccess access;
    private final RecordingTraces traces;

    AudioResource(Listening listening, AudioAccess access, RecordingTraces traces) {
        this.listening = listening;
        this.access = access;
        this.traces = traces;
    }

    @GET
    @Path("/{id}/audio")
    public Response get(
            @PathParam("id") String id,
            @QueryParam("reason") String reason,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @Context SecurityContext user,
            @Context HttpServerRequest request) {
        long begun = traces.now();
        Recording recording = listen("GET", id, reason, range, user);
        RequestedRange requested = requested(recording, range, ifRange);
        InputStream audio = traces.further(
                Step.LISTEN,
                recording.id(),
                begun,
                () -> requested instanceof ByteRange part
                        ? access.open(recording, part.offset(), part.length())
                        : access.open(recording, 0, recording.sizeBytes()));
        return answer(recording, requested)
                .entity(new AudioOrHangUp(audio, () -> request.connection().close()))
                .build();
    }

    @HEAD
    @Path("/{id}/audio")
    public Response head(
            @PathParam("id") String id,
            @QueryParam("reason") String reason,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @Context SecurityContext user) {
        Recording recording = listen("HEAD", id, reason, range, user);
        return answer(recording, requested(recording, range, ifRange)).build();
    }

    private Recording listen(String method, String id, String reason, String range, SecurityContext user) {
        boolean plain = range != null && range.matches("bytes=[0-9,\\- ]{1,64}");
        String request = plain ? method + " " + range : method;
        return listening.begin(id, user.getUserPrincipal().getName(), reason, request);
    }

    private static RequestedRange requested(Recording recording, String range, String ifRange) {
        boolean applies = ifRange == null || ifRange.strip().equals(etag(recording));
        RequestedRange requested = ByteRange.parse(applies ? range : null, recording.sizeBytes());
        if (requested instanceof RequestedRange.Unsatisfiable) {
            throw new DomainException.RangeNotSatisfiable(recording.sizeBytes());
        }
        return requested;
    }

    private static Response.ResponseBuilder answer(Recording recording, RequestedRange requested) {
        long size = recording.sizeBytes();
        long length = size;
        Response.ResponseBuilder response = Response.ok();
        if (requested instanceof ByteRange part) {
            length = part.length();
            response = Response.status(Response.Status.PARTIAL_CONTENT)
                    .header("Content-Range", "bytes " + part.offset() + "-" + (part.end() - 1) + "/" + size);
        }
        return response.header(HttpHeaders.CONTENT_TYPE, recording.contentType())
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + fileName(recording) + '"')
                .header(HttpHeaders.ETAG, etag(recording))
                .header("Accept-Ranges", "bytes");
    }

    /** Ours: nothing that a PBX told. */
    private static String fileName(Recording recording) {
        return recording.id() + ENDINGS.getOrDefault(recording.contentType(), "");
    }

    private static String etag(Recording recording) {
        return '"' + recording.sha256() + '"';
    }
}
