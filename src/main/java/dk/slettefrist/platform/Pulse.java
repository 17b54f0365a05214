package dk.slettefrist.platform;

import java.time.Duration;

/** Beats at most once a period, however often it is asked. For one thread; measures elapsed time, which no clock change touches. */
public final class Pulse {

    private final long periodNanos;
    private long last = System.nanoTime();

    /** The first beat comes one period from now. */
    public Pulse(Duration period) {
        this.periodNanos = period.toNanos();
    }

    /** Whether a period has passed since the last time this was true. */
    public boolean beats() {
        long now = System.nanoTime();
        if (now - last < periodNanos) {
            return false;
        }
        last = now;
        return true;
    }
}
