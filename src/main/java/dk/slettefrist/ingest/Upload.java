package dk.slettefrist.ingest;

import java.time.Instant;

import dk.slettefrist.call.CallFact;

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
        byte[] sha256) {}
