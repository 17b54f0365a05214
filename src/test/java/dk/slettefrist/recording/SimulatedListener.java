package dk.slettefrist.recording;

import java.io.InputStream;
import java.util.UUID;

import dk.slettefrist.simulation.Parts;

/** What a supervisor asks of a replica in the simulation, past HTTP. */
public final class SimulatedListener {

    private final Listening listening;
    private final AudioAccess access;

    public SimulatedListener(Parts parts) {
        this.listening = parts.of(Listening.class);
        this.access = parts.of(AudioAccess.class);
    }

    /** The sound of a recording, from its beginning to its end. */
    public InputStream listen(UUID recording) {
        Recording found = listening.begin(recording.toString(), "supervisor", null, "GET");
        return access.open(found, 0, found.sizeBytes());
    }
}
