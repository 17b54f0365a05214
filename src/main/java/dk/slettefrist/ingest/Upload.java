package dk.slettefrist.ingest;

import java.time.Instant;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.recording.Recording;

/**
 * What the PBX says of a recording that it delivers, checked in form.
 *
 * @param source the PBX
 * @param callId 1 to 128 characters, see {@link dk.slettefrist.call.Identifier}
 * @param recordingId likewise
 * @param endedAt not before {@code startedAt}
 * @param fact what it tells of the call
 * @param sha256 32 bytes that the audio must have as its digest; null when the PBX did not say
 */
public record Upload(
        String source,
        String callId,
        String recordingId,
        Instant startedAt,
        Instant endedAt,
        CallFact fact,
        byte[] sha256) {

    /** Whether both speak of one recording in the same way. */
    boolean names(Recording recording) {
        return recordingId.equals(recording.recordingId())
                && startedAt.equals(recording.startedAt())
                && endedAt.equals(recording.endedAt());
    }
}
