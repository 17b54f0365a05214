package dk.slettefrist.ingest.pbx.freeswitch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.platform.DomainException;

/** What the name of a recording's file says: the first uuid in it is the call's, and the whole name tells the recordings of a call apart. */
record RecordedFile(String callId, String recordingId) {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    /** @throws DomainException.InvalidRequest when no uuid is in it */
    static RecordedFile of(String name) {
        Matcher uuid = UUID.matcher(name);
        if (!uuid.find()) {
            throw new DomainException.InvalidRequest(
                    "The file's name must hold the uuid of the call, such as ${uuid}.wav.");
        }
        return new RecordedFile(uuid.group(), PbxIdentifier.of("The file's name", name));
    }
}
