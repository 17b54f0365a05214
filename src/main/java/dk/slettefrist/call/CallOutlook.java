package dk.slettefrist.call;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.recording.Recording;

/** Whether a flag on a call still has something to save. */
public enum CallOutlook {
    /** Nothing is known of the call: a flag waits for it. */
    UNKNOWN,
    /** It goes on, a recording lives, or one may still come. */
    LIVING,
    /** Its recordings are over: a flag comes too late. */
    OVER;

    /** What holds of a call with these recordings at the moment {@code now}. */
    public static CallOutlook of(Call call, List<Recording> recordings, Instant now) {
        if (call.isOngoing(now) || recordings.stream().anyMatch(r -> r.isAlive(now))) {
            return LIVING;
        }
        if (recordings.stream().anyMatch(r -> r.isOver(now))) {
            return OVER;
        }
        return call.isKnown(now) ? LIVING : UNKNOWN;
    }

    /** The answer about a call that is {@link #OVER}. */
    public static DomainException.Gone gone(List<Recording> recordings) {
        boolean all =
                recordings.stream().filter(r -> r.objectKey() != null).findAny().isEmpty();
        Instant purgedAt = recordings.stream()
                .map(Recording::purgedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Instant expiresAt = recordings.stream()
                .map(Recording::expiresAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new DomainException.Gone(
                "The call's recordings have passed their deadline; it cannot be saved any more.",
                expiresAt,
                all ? purgedAt : null);
    }
}
