package dk.slettefrist.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;

import dk.slettefrist.platform.TimeSource;

/** The database's time, moved by the tests: they reach a deadline without waiting for it. Moves forward only, for all tests of the run. */
@Decorator
@Priority(1)
public class AdjustableTime implements TimeSource {

    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    @Inject
    @Any
    @Delegate
    TimeSource database;

    /** Lets that much time pass. */
    public static void pass(Duration duration) {
        AHEAD.updateAndGet(ahead -> ahead.plus(duration));
    }

    @Override
    public Instant now() {
        return database.now().plus(AHEAD.get());
    }
}
