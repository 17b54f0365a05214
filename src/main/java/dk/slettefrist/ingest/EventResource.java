package dk.slettefrist.ingest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

import dk.slettefrist.platform.DomainException;

/** The PBX tells what happens to a call: in any order, any number of times. */
@Path("/api/v1/calls")
@RolesAllowed("pbx")
class EventResource {

    private final EventService events;

    EventResource(EventService events) {
        this.events = events;
    }

    @POST
    @Path("/events")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response tell(CallEventRequest event, @Context SecurityContext user) {
        if (event == null) {
            throw new DomainException.InvalidRequest("The body must be a JSON object with type, callId and at.");
        }
        events.tell(user.getUserPrincipal().getName(), event);
        return Response.noContent().build();
    }
}
