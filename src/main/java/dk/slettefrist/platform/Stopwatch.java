package dk.slettefrist.platform;

import java.time.Duration;

/** Measures elapsed time from its making, which no change of a clock touches. */
public final class Stopwatch {

    private final long start = System.nanoTime();

    /** How long ago it was made. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
