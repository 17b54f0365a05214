package dk.slettefrist.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dk.slettefrist.platform.Parameters;
import dk.slettefrist.storage.ObjectKey;

/**
 * The port to the recordings' rows. Every method takes part in the caller's transaction. Changes are single conditional statements: each
 * says by its answer whether the row was still in the state that allows it, so two callers can never both succeed.
 */
public interface RecordingRepository {

    /**
     * Adds a row in state RECEIVING (with an object key) or REFUSED (without).
     *
     * @param leaseEnd when the sweep may take a RECEIVING row as abandoned, unless its deadline comes before; null for REFUSED
     */
    void add(Recording recording, Instant leaseEnd);

    Optional<Recording> find(UUID id);

    /** All of these identifiers, in every state. */
    List<Recording> ofIdentifiers(UUID callRef, String recordingId);

    /** The one recording of these identifiers that was stored or refused, whatever became of it since. */
    default Optional<Recording> settled(UUID callRef, String recordingId) {
        return ofIdentifiers(callRef, recordingId).stream()
                .filter(r -> r.state().isSettled())
                .findFirst();
    }

    /** All recordings of the calls, in every state, oldest first. */
    List<Recording> ofCalls(Collection<UUID> callRefs);

    /** The same of one call. */
    default List<Recording> ofCall(UUID callRef) {
        return ofCalls(List.of(callRef));
    }

    /**
     * Gives a RECEIVING row the identifiers, times and deadline that were told after its audio, if it still is RECEIVING. The sweep looks for it from the
     * deadline on, but not from before now: it would not look there.
     */
    boolean rename(Recording named, Instant now);

    /** A running upload stays alive until then or its deadline, whichever is earlier: false when it is RECEIVING no more or its deadline has come. */
    boolean renewLease(UUID id, Instant leaseEnd, Instant now);

    /** RECEIVING becomes STORED, if it still is RECEIVING. */
    boolean store(UUID id, boolean flagged, Instant expiresAt, StoredAudio audio);

    /** RECEIVING without bytes becomes the tombstone REFUSED, if it still is RECEIVING. */
    boolean refuse(UUID id);

    /**
     * RECEIVING becomes FAILED, if it still is RECEIVING.
     *
     * @param retryAt when the sweep must look for its bytes; null when they are confirmed absent
     */
    boolean fail(UUID id, Instant retryAt);

    /** Removes the rows of these identifiers that ended so (REFUSED or FAILED) and hold no bytes: a newer one replaces them. */
    void removeEnded(UUID callRef, String recordingId, RecordingState... ended);

    /** Removes a RECEIVING row whose bytes are confirmed absent: the recording was there before. */
    void remove(UUID id);

    /**
     * Gives the call's living, unflagged recordings the long period; an upload that goes on is over at the end of its lease then, not at its former
     * deadline. Answers how many changed.
     */
    int flag(UUID callRef, Duration period, Instant now);

    /**
     * Gives the call's living, flagged recordings the short period; what is over it becomes due now, an upload that goes on too. Answers how many
     * changed.
     */
    int unflag(UUID callRef, Duration period, Instant now);

    /** Applies a changed period to all living recordings of one kind, like {@link #flag} and {@link #unflag}. Answers how many changed. */
    int applyPeriod(boolean flagged, Duration period, Instant now);

    /**
     * Claims what is due, the longest due first, skipping what another sweep holds: STORED becomes PURGING, an abandoned RECEIVING
     * becomes FAILED, a PURGING or FAILED whose lease or retry time has come is claimed again.
     *
     * @param since what became due before this is not looked for
     * @param leaseEnd until when the claim is ours
     */
    List<Claim> claimDue(Instant since, Instant now, Instant leaseEnd, int limit);

    /** The same of all that is due, since whenever. */
    default List<Claim> claimDue(Instant now, Instant leaseEnd, int limit) {
        return claimDue(Parameters.EARLIEST, now, leaseEnd, limit);
    }

    /** Gives claims back whose deletion is uncertain, to be claimed again from {@link RetryDelay#next} on. */
    void release(Collection<UUID> ids, RetryDelay delay, Instant now);

    /**
     * Ends claims whose bytes are confirmed absent: PURGING becomes PURGED, FAILED stays; both are stripped of what is personal.
     *
     * @return those that became PURGED by this very call, each once however many sweeps try
     */
    List<Recording> bury(Collection<UUID> ids, Instant now);

    /** Which of these keys a row still holds. */
    Set<ObjectKey> held(Collection<ObjectKey> keys);

    /**
     * What the store acknowledged.
     *
     * @param sha256 64 hexadecimal digits
     */
    record StoredAudio(String contentType, long sizeBytes, String sha256) {}

    /**
     * A row that the sweep works on, and the key to delete.
     *
     * @param due since when it waited for the sweep: its due time, the end of a lease, or the time of a retry
     * @param abandoned whether this very claim found an upload without a sign of life
     */
    record Claim(UUID id, UUID callRef, ObjectKey objectKey, Instant due, boolean abandoned) {}
}
