package dk.slettefrist.recording;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dk.slettefrist.platform.Parameters;

/** A recording as operators see it; never its sound. */
@Path("/api/v1/recordings")
@RolesAllowed({"operator", "supervisor"})
class RecordingResource {

    private final Listening listening;

    RecordingResource(Listening listening) {
        this.listening = listening;
    }

    @GET
    @Path("/{id}")
    public RecordingView get(@PathParam("id") String id) {
        return RecordingView.from(listening.look(Parameters.id(id)));
    }
}
