package dk.slettefrist.trace;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dk.slettefrist.audit.AuditEvent;

/**
 * Refusals of one kind that become one event.
 *
 * @param newest the last of them
 * @param count at least 1
 * @param first when the first one was, by the uptime of the replica: a clock that needs no database
 * @param last when the last one was
 */
record Folded(Refusal newest, long count, Duration first, Duration last) {

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    static Folded of(Refusal refusal, Duration at) {
        return new Folded(refusal, 1, at, at);
    }

    /** This and what came later. */
    Folded and(Folded later) {
        return new Folded(later.newest, count + later.count, first, later.last);
    }

    /**
     * The event as it is written now. Its time is that of the writing, as of every event, so that whoever has read up to now misses none; what
     * was counted or had to wait tells its own times.
     *
     * @param now by the database's time
     * @param uptime the same moment
     */
    AuditEvent event(Instant now, Duration uptime) {
        boolean alone = count == 1 && uptime.minus(first).compareTo(AT_ONCE) < 0;
        String detail = alone
                ? newest.request()
                : newest.request() + ", " + count + (count == 1 ? " time, " : " times, ") + at(first, now, uptime) + "/"
                        + at(last, now, uptime);
        return new AuditEvent(0, now, newest.type(), newest.actor(), null, null, null, detail, newest.address());
    }

    private static Instant at(Duration moment, Instant now, Duration uptime) {
        return now.minus(uptime.minus(moment)).truncatedTo(ChronoUnit.SECONDS);
    }
}
