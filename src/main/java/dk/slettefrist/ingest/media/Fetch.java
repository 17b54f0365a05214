package dk.slettefrist.ingest.media;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that is to be done at a PBX, claimed.
 *
 * @param claim made for this attempt: whoever takes the work over has another
 * @param callId this, {@code recordingId} and {@code url} are null when the recording is not to be fetched but to be deleted
 * @param deletionUrl what a DELETE of removes the PBX's copy
 * @param since since when it is to be done
 * @param giveUpAt until when it is tried; in the past when it was given up and its copy waits for its deadline
 */
record Fetch(
        UUID id,
        UUID claim,
        String source,
        String callId,
        String recordingId,
        String url,
        String deletionUrl,
        Instant startedAt,
        Instant endedAt,
        Instant since,
        Instant giveUpAt) {

    /** Whether ours is settled, and only the PBX's copy is left to be deleted. */
    boolean isDeletion() {
        return url == null;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return (isDeletion() ? "deletion " : "fetch ") + id;
    }
}
