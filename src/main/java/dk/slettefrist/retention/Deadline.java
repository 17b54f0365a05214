package dk.slettefrist.retention;

import java.time.Instant;

/**
 * When a recording expires, and since when its deletion has been owed. The two differ only after a change: an unflag or a shorter policy
 * can move the deadline into the past, and nobody could have deleted before that change. Lag and overdue count from {@code dueAt}.
 *
 * @param expiresAt from this instant on (inclusive) nobody gets the audio
 * @param dueAt the deadline, or the later moment at which a change made the deadline lie in the past; never before {@code expiresAt}
 */
public record Deadline(Instant expiresAt, Instant dueAt) {

    /** @throws IllegalArgumentException when {@code dueAt} lies before {@code expiresAt} */
    public Deadline {
        if (dueAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("dueAt lies before expiresAt");
        }
    }

    /** The deadline of a recording that just arrived: due when it expires. */
    public static Deadline at(Instant expiresAt) {
        return new Deadline(expiresAt, expiresAt);
    }

    /** Whether the deadline is reached. At exactly the deadline it is: the purge wins over a flag. */
    public static boolean isExpired(Instant expiresAt, Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Since when a deletion is owed whose deadline is set to {@code expiresAt} at the moment {@code now}: the later of the two. */
    public static Instant dueAt(Instant expiresAt, Instant now) {
        return isExpired(expiresAt, now) ? now : expiresAt;
    }

    /** Whether this deadline is reached. */
    public boolean isExpired(Instant now) {
        return isExpired(expiresAt, now);
    }

    /**
     * This deadline after a flag, an unflag or another policy. One that is reached already stays as it is: nothing brings an expired
     * recording back, and a second change does not postpone what was owed since the first.
     *
     * @param newExpiresAt the deadline by the new circumstances
     * @param now the moment of the change
     */
    public Deadline movedTo(Instant newExpiresAt, Instant now) {
        return isExpired(now) ? this : new Deadline(newExpiresAt, dueAt(newExpiresAt, now));
    }
}
