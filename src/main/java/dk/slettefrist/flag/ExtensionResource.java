package dk.slettefrist.flag;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

import dk.slettefrist.call.CallView;
import dk.slettefrist.telemetry.Step;

/** Operators save the call of their own phone. */
@Path("/api/v1/extensions")
@RolesAllowed({"operator", "supervisor"})
class ExtensionResource {

    private final ExtensionFlag extensions;
    private final FlagMeters meters;

    ExtensionResource(ExtensionFlag extensions, FlagMeters meters) {
        this.extensions = extensions;
        this.meters = meters;
    }

    @PUT
    @Path("/{extension}/flag")
    @Consumes(MediaType.APPLICATION_JSON)
    public CallView flag(@PathParam("extension") String extension, @Context SecurityContext user, FlagRequest request) {
        FlagOrder order = FlagRequest.order(request, user.getUserPrincipal().getName());
        return meters.counted(Step.FLAG, () -> extensions.flag(extension, order, request.which()))
                .call();
    }
}
