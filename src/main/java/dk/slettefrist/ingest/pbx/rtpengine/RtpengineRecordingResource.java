package dk.slettefrist.ingest.pbx.rtpengine;

import java.io.IOException;
import java.io.InputStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import io.vertx.ext.web.RoutingContext;

import dk.slettefrist.ingest.Reception;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.ingest.pbx.Webhooks;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.source.SourceProof;
import dk.slettefrist.source.Sources;

/**
 * Where the {@code notify-uri} of rtpengine's recording daemon leads: a POST with the file as {@code multipart/form-data}, or a POST or GET
 * without it. The daemon takes every 2xx for success and repeats everything else ({@code recording-daemon/notify.c}).
 */
@Path("/api/v1/sources")
@RolesAllowed("pbx")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class RtpengineRecordingResource {

    private final Sources sources;
    private final RtpengineRecordings recordings;
    private final Webhooks webhooks;
    private final Reception reception;
    private final SourceProof proof;

    RtpengineRecordingResource(
            Sources sources,
            RtpengineRecordings recordings,
            Webhooks webhooks,
            Reception reception,
            SourceProof proof) {
        this.sources = sources;
        this.recordings = recordings;
        this.webhooks = webhooks;
        this.reception = reception;
        this.proof = proof;
    }

    @POST
    @Path("/{source}/recordings")
    @Consumes(MediaType.WILDCARD)
    public Response notified(
            @PathParam("source") String name,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context SecurityContext user,
            @Context RoutingContext request,
            InputStream body)
            throws IOException {
        Source source = own(name, user);
        Webhook notification = Webhook.head(uri, headers, proof.certified(request));
        if (!notification.mediaType().equals(MediaType.MULTIPART_FORM_DATA)) {
            return withoutFile(notification, source);
        }
        InputStream bounded = reception.bounded(body);
        return reception.answer(source.name(), uri, () -> {
            reception.refuseTooLargeForm(length);
            return recordings.receive(source, notification, bounded);
        });
    }

    @GET
    @Path("/{source}/recordings")
    public Response notifiedWithoutFile(
            @PathParam("source") String name,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context SecurityContext user,
            @Context RoutingContext request) {
        return withoutFile(Webhook.head(uri, headers, proof.certified(request)), own(name, user));
    }

    private Response withoutFile(Webhook notification, Source source) {
        webhooks.take(source.name(), notification);
        return Response.noContent().build();
    }

    private Source own(String name, SecurityContext user) {
        Source source = sources.own(name, user.getUserPrincipal());
        if (source.kind() != SourceKind.RTPENGINE) {
            throw new DomainException.NotFound("Only a source of the kind rtpengine notifies here.");
        }
        return source;
    }
}
