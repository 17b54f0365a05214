package dk.slettefrist.recording;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.TimeSource;

/** A recording as operators see it; never its sound. */
@Path("/api/v1/recordings")
@RolesAllowed({"operator", "supervisor"})
class RecordingResource {

    private final RecordingRepository recordings;
    private final TimeSource time;

    RecordingResource(RecordingRepository recordings, TimeSource time) {
        this.recordings = recordings;
        this.time = time;
    }

    @GET
    @Path("/{id}")
    @Transactional
    public RecordingView get(@PathParam("id") String id) {
        Recording recording = recordings
                .find(Parameters.id(id))
                .orElseThrow(() -> new DomainException.NotFound("No such recording is known."));
        if (recording.isOver(time.now())) {
            throw recording.gone();
        }
        return RecordingView.from(recording);
    }
}
