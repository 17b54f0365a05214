package dk.slettefrist.flag;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

import dk.slettefrist.call.CallView;
import dk.slettefrist.call.Identifier;
import dk.slettefrist.telemetry.Step;

/** Operators save a call, or take that back. */
@Path("/api/v1/calls")
@RolesAllowed({"operator", "supervisor"})
class FlagResource {

    private final FlagService flags;
    private final FlagMeters meters;

    FlagResource(FlagService flags, FlagMeters meters) {
        this.flags = flags;
        this.meters = meters;
    }

    @PUT
    @Path("/{callId}/flag")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response flag(
            @PathParam("callId") String callId,
            @QueryParam("source") String source,
            @Context SecurityContext user,
            FlagRequest request) {
        Identifier.require("callId", callId);
        FlagOrder order = FlagRequest.order(request, name(user));
        FlagResult result = meters.counted(Step.FLAG, () -> flags.flag(callId, source, order));
        return Response.status(result.waiting() ? Response.Status.ACCEPTED : Response.Status.OK)
                .entity(result.call())
                .build();
    }

    @DELETE
    @Path("/{callId}/flag")
    public CallView unflag(
            @PathParam("callId") String callId, @QueryParam("source") String source, @Context SecurityContext user) {
        Identifier.require("callId", callId);
        return meters.counted(Step.UNFLAG, () -> flags.unflag(callId, source, name(user)))
                .call();
    }

    private static String name(SecurityContext user) {
        return user.getUserPrincipal().getName();
    }
}
