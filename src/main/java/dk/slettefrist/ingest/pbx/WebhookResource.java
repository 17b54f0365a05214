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

/** Takes the messages of the configured PBXs, each in its own language. Open to all: the message itself must prove whose it is. */
@Path("/api/v1/sources")
@PermitAll
@Blocking
class WebhookResource {

    private final Webhooks webhooks;
    private final WebhookSlots slots;
    private final MessageBody messages;

    WebhookResource(Webhooks webhooks, WebhookSlots slots, MessageBody messages) {
        this.webhooks = webhooks;
        this.slots = slots;
        this.messages = messages;
    }

    @POST
    @Path("/{source}/webhook")
    @Consumes(MediaType.WILDCARD)
    public Response tell(
            @PathParam("source") String source, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        Webhook head = Webhook.head(uri, headers);
        Proof proof = webhooks.admit(source, head);
        slots.during(source, proof, () -> webhooks.take(source, head.with(messages.read(body))));
        return Response.noContent().build();
    }
}
