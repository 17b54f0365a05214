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

/** Operators save a call, or take that back. */
@Path("/api/v1")
@RolesAllowed({"operator", "supervisor"})
class FlagResource {

    private final FlagService flags;
    private final ExtensionFlag extensions;

    FlagResource(FlagService flags, ExtensionFlag extensions) {
        this.flags = flags;
        this.extensions = extensions;
    }

    @PUT
    @Path("/calls/{callId}/flag")
    @Consumes(MediaType.APPLICATION_JSON)
    Response flag(
            @PathParam("callId") String callId,
            @QueryParam("source") String source,
            @Context SecurityContext user,
            FlagRequest request) {
        Identifier.require("callId", callId);
        FlagResult result = flags.flag(callId, source, FlagRequest.order(request, name(user)));
        return Response.status(result.waiting() ? Response.Status.ACCEPTED : Response.Status.OK)
                .entity(result.call())
                .build();
    }

    @DELETE
    @Path("/calls/{callId}/flag")
    CallView unflag(
            @PathParam("callId") String callId, @QueryParam("source") String source, @Context SecurityContext user) {
        Identifier.require("callId", callId);
        return flags.unflag(callId, source, name(user)).call();
    }

    @PUT
    @Path("/extensions/{extension}/flag")
    @Consumes(MediaType.APPLICATION_JSON)
    CallView flagByExtension(
            @PathParam("extension") String extension, @Context SecurityContext user, FlagRequest request) {
        return extensions.flag(extension, FlagRequest.order(request, name(user)), request.which());
    }

    private static String name(SecurityContext user) {
        return user.getUserPrincipal().getName();
    }
}
