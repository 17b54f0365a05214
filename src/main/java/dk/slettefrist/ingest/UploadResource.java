package dk.slettefrist.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;

/** The PBX delivers a recording: as the body of a PUT, or as a form. Both are streamed. */
@Path("/api/v1/calls")
@RolesAllowed("pbx")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class UploadResource {

    private final UploadForm form;
    private final Intake intake;
    private final MultipartUpload multipart;
    private final Reception reception;

    UploadResource(UploadForm form, Intake intake, MultipartUpload multipart, Reception reception) {
        this.form = form;
        this.intake = intake;
        this.multipart = multipart;
        this.reception = reception;
    }

    @PUT
    @Path("/{callId}/recordings/{recordingId}")
    @Consumes(MediaType.WILDCARD)
    public Response put(
            @PathParam("callId") String callId,
            @PathParam("recordingId") String recordingId,
            @HeaderParam("Content-Digest") String digest,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            @Context UriInfo uri,
            @Context SecurityContext user,
            InputStream body) {
        InputStream timed = reception.timed(body);
        return reception.answer(source(user), uri, () -> {
            reception.refuseTooLarge(length);
            Upload upload = form.check(source(user), callId, recordingId, query(uri), digest);
            return intake.receive(upload, timed, () -> upload);
        });
    }

    @POST
    @Path("/{callId}/recordings")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response post(
            @PathParam("callId") String callId,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @HeaderParam("Content-Digest") String digest,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            @Context UriInfo uri,
            @Context SecurityContext user,
            InputStream body)
            throws IOException {
        InputStream bounded = reception.bounded(body);
        return reception.answer(source(user), uri, () -> {
            reception.refuseTooLargeForm(length);
            return multipart.receive(source(user), callId, contentType, query(uri), digest, bounded);
        });
    }

    private static String source(SecurityContext user) {
        return user.getUserPrincipal().getName();
    }

    private static Map<String, String> query(UriInfo uri) {
        Map<String, String> fields = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> fields.put(name, values.get(0)));
        return fields;
    }
}
