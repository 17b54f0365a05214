package dk.slettefrist.recording;

import java.time.Duration;
import java.time.Instant;

/**
 * When a deletion that is uncertain is tried again: the longer it is overdue, the later, within bounds. So after an outage all is tried again
 * within a hundredth of its length, and a long one costs few attempts.
 *
 * @param least how soon at the soonest; zero or more
 * @param most how late at the latest; not less than {@code least}
 */
public record RetryDelay(Duration least, Duration most) {

    /** Which part of the time that it is overdue a deletion may wait for its next attempt. */
    static final int PART = 100;

    /** @throws IllegalArgumentException when the bounds are the wrong way round */
    public RetryDelay {
        if (most.compareTo(least) < 0) {
            throw new IllegalArgumentException("the longest delay is shorter than the shortest");
        }
    }

    /** When the next attempt is due after one that failed {@code now}. */
    public Instant next(Instant dueAt, Instant now) {
        Duration byAge = Duration.between(dueAt, now).dividedBy(PART);
        Duration delay = byAge.compareTo(most) > 0 ? most : byAge;
        return now.plus(delay.compareTo(least) < 0 ? least : delay);
    }
}
