package dk.slettefrist.recording;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.retention.RetentionPolicy;
import dk.slettefrist.storage.ObjectKey;

/** The row of {@link Recording}; see the comments of table {@code recording}. */
@Entity
@Table(name = "recording")
class RecordingEntity {

    @Id
    UUID id;

    @Column(name = "call_ref")
    UUID callRef;

    String source;

    @Column(name = "call_id")
    String callId;

    @Column(name = "recording_key")
    byte[] recordingKey;

    @Column(name = "recording_id")
    String recordingId;

    @Enumerated(EnumType.STRING)
    RecordingState state;

    boolean flagged;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    Instant endedAt;

    @Column(name = "received_at")
    Instant receivedAt;

    @Column(name = "retain_from")
    Instant retainFrom;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "purged_at")
    Instant purgedAt;

    @Column(name = "object_key")
    String objectKey;

    @Column(name = "content_type")
    String contentType;

    @Column(name = "size_bytes")
    Long sizeBytes;

    String sha256;

    @Column(name = "lease_end")
    Instant leaseEnd;

    @Column(name = "sweep_at")
    Instant sweepAt;

    static RecordingEntity from(Recording r, Instant leaseEnd) {
        boolean tombstone = r.state() == RecordingState.REFUSED;
        RecordingEntity row = new RecordingEntity();
        row.id = r.id();
        row.callRef = r.callRef();
        row.source = r.source();
        row.callId = tombstone ? null : r.callId();
        row.recordingKey = Fingerprint.of(r.recordingId());
        row.recordingId = tombstone ? null : r.recordingId();
        row.state = r.state();
        row.flagged = r.flagged();
        row.startedAt = r.startedAt();
        row.endedAt = r.endedAt();
        row.receivedAt = r.receivedAt();
        row.retainFrom = RetentionPolicy.retainFrom(r.endedAt(), r.receivedAt());
        row.expiresAt = r.expiresAt();
        row.dueAt = r.dueAt();
        row.objectKey = tombstone ? null : r.objectKey().value();
        row.leaseEnd = leaseEnd;
        row.sweepAt = leaseEnd == null || leaseEnd.isBefore(r.expiresAt()) ? leaseEnd : r.expiresAt();
        return row;
    }

    Recording toRecording() {
        return new Recording(
                id,
                callRef,
                source,
                callId,
                recordingId,
                state,
                flagged,
                startedAt,
                endedAt,
                receivedAt,
                expiresAt,
                dueAt,
                purgedAt,
                objectKey == null ? null : new ObjectKey(objectKey),
                contentType,
                sizeBytes,
                sha256);
    }
}
