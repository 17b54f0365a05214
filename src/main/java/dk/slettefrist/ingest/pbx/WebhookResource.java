package dk.slettefrist.ingest.pbx;

import java.io.InputStream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

import dk.slettefrist.source.SourceProof;

/** Takes the messages of the configured PBXs, each in its own language. Open to all: the message itself must prove whose it is. */
@Path("/api/v1/sources")
@PermitAll
@Blocking
class WebhookResource {

    private final Webhooks webhooks;
    private final WebhookSlots slots;
    private final MessageBody messages;
    private final SourceProof proof;

    WebhookResource(Webhooks webhooks, WebhookSlots slots, MessageBody messages, SourceProof proof) {
        this.webhooks = webhooks;
        this.slots = slots;
        this.messages = messages;
        this.proof = proof;
    }

    @POST
    @Path("/{source}/webhook")
    @Consumes(MediaType.WILDCARD)
    public Response tell(
            @PathParam("source") String source,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context RoutingContext request,
            InputStream body) {
        Webhook head = Webhook.head(uri, headers, proof.certified(request));
        Proof proven = webhooks.admit(source, head);
        slots.during(source, proven, () -> webhooks.take(source, head.with(messages.read(body))));
        return Response.noContent().build();
    }
}
