package dk.slettefrist.recording;

import java.time.Instant;
import java.util.UUID;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.retention.Deadline;
import dk.slettefrist.storage.ObjectKey;

/**
 * One recording as the database knows it. Times are the database's, but for {@code startedAt} and {@code endedAt}, which the PBX told.
 *
 * @param id our own identifier
 * @param callRef our identifier of its call
 * @param callId the PBX's identifier of its call; null once purged or refused
 * @param recordingId the PBX's identifier; null once purged or refused
 * @param receivedAt when the upload began
 * @param expiresAt deadline: from this instant on nobody gets the audio
 * @param dueAt the deadline, or the later moment at which a change made it lie in the past
 * @param purgedAt when the bytes were confirmed absent, else null
 * @param objectKey where the bytes lie; null when there can be none
 * @param contentType media type by the first bytes; null before STORED and after PURGING
 * @param sizeBytes null before STORED
 * @param sha256 64 hexadecimal digits; null before STORED and after PURGING
 */
public record Recording(
        UUID id,
        UUID callRef,
        String source,
        String callId,
        String recordingId,
        RecordingState state,
        boolean flagged,
        Instant startedAt,
        Instant endedAt,
        Instant receivedAt,
        Instant expiresAt,
        Instant dueAt,
        Instant purgedAt,
        ObjectKey objectKey,
        String contentType,
        Long sizeBytes,
        String sha256) {

    /** The same, stored. */
    public Recording stored(boolean nowFlagged, Instant deadline, RecordingRepository.StoredAudio audio) {
        return new Recording(
                id,
                callRef,
                source,
                callId,
                recordingId,
                RecordingState.STORED,
                nowFlagged,
                startedAt,
                endedAt,
                receivedAt,
                deadline,
                deadline,
                null,
                objectKey,
                audio.contentType(),
                audio.sizeBytes(),
                audio.sha256());
    }

    /** Whether it may still be saved, and heard once it is stored: on its way or stored, and before its deadline. */
    public boolean isAlive(Instant now) {
        return (state == RecordingState.RECEIVING || state == RecordingState.STORED)
                && !Deadline.isExpired(expiresAt, now);
    }

    /** Whether it was kept and is over, or came too late: what answers 410. */
    public boolean isOver(Instant now) {
        return state != RecordingState.FAILED && !isAlive(now);
    }

    /** The answer to whoever asks for it too late. */
    public DomainException.Gone gone() {
        return new DomainException.Gone(
                "The recording has passed its deadline and is not available any more.", expiresAt, purgedAt);
    }
}
