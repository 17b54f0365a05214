package dk.slettefrist.platform;

import java.time.Duration;

/** Something that is wrong or is not: said at once, and again every minute for as long as it lasts. */
public final class Alarm {

    private static final Duration REMINDER = Duration.ofMinutes(1);

    private Stopwatch since;
    private Pulse reminder;

    /**
     * Whether it is wrong now.
     *
     * @param say called when it is time to say so
     */
    public synchronized void set(boolean wrong, Runnable say) {
        if (!wrong) {
            since = null;
        } else if (since == null || reminder.beats()) {
            since = since == null ? new Stopwatch() : since;
            reminder = new Pulse(REMINDER);
            say.run();
        }
    }

    public synchronized boolean isOn() {
        return since != null;
    }

    /** For how long it has been wrong; zero when it is not. */
    public synchronized Duration lasting() {
        return since == null ? Duration.ZERO : since.elapsed();
    }
}
