package dk.slettefrist.recording;

import java.time.Instant;
import java.util.UUID;

/** A recording as the interface shows it. Fields as in {@link Recording}. */
public record RecordingView(
        UUID id,
        String callId,
        String recordingId,
        String source,
        RecordingState state,
        boolean flagged,
        Instant startedAt,
        Instant endedAt,
        Instant receivedAt,
        Instant expiresAt,
        Instant purgedAt,
        String contentType,
        Long sizeBytes,
        String sha256) {

    public static RecordingView from(Recording r) {
        return new RecordingView(
                r.id(),
                r.callId(),
                r.recordingId(),
                r.source(),
                r.state(),
                r.flagged(),
                r.startedAt(),
                r.endedAt(),
                r.receivedAt(),
                r.expiresAt(),
                r.purgedAt(),
                r.contentType(),
                r.sizeBytes(),
                r.sha256());
    }
}
