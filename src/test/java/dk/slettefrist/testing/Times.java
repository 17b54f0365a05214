package dk.slettefrist.testing;

import java.time.Duration;
import java.time.Instant;

/** The times of the repositories' tests. */
public final class Times {

    /** Their present: so far ahead that the sweep of a running service never comes to their rows. */
    public static final Instant NOW = Instant.parse("2100-06-01T12:00:00.123456Z");

    public static final Duration SHORT = Duration.ofMinutes(30);
    public static final Duration LONG = Duration.ofDays(30);

    /** The smallest step of the database's clock. */
    public static final Duration MICRO = Duration.ofNanos(1000);

    private Times() {}
}
