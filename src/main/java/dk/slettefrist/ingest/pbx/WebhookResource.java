package dk.slettefrist.ingest.pbx;

import java.io.InputStream;
import java.util.concurrent.Semaphore;

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

import dk.slettefrist.platform.DomainException;

/** Takes the messages of the configured PBXs, each in its own language. Open to all: the message itself must prove whose it is. */
@Path("/api/v1/sources")
@PermitAll
@Blocking
class WebhookResource {

    private final Webhooks webhooks;
    private final MessageBody messages;
    private final Semaphore free;

    WebhookResource(Webhooks webhooks, MessageBody messages, WebhookSettings settings) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.free = new Semaphore(settings.maxConcurrent());
    }

    @POST
    @Path("/{source}/webhook")
    @Consumes(MediaType.WILDCARD)
    public Response tell(
            @PathParam("source") String source, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        Webhook head = Webhook.head(uri, headers);
        webhooks.admit(source, head);
        if (!free.tryAcquire()) {
            throw new DomainException.Unavailable(
                    "Too many messages come at once; nothing was written. Try again.", null);
        }
        try {
            webhooks.take(source, head.with(messages.read(body)));
        } finally {
            free.release();
        }
        return Response.noContent().build();
    }
}
