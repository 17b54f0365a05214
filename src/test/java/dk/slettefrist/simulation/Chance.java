package dk.slettefrist.simulation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;

/** Everything that happens by chance in a history, drawn from its seed. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Whether something happens that does so in this many of a thousand cases. */
    boolean of(int perMille) {
        return perMille > 0 && random.nextInt(1000) < perMille;
    }

    /** 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /** A whole number of microseconds, at most this long. */
    Duration upTo(Duration longest) {
        return Duration.of(random.nextLong(longest.toNanos() / 1000 + 1), ChronoUnit.MICROS);
    }

    <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    @SafeVarargs
    final <T> T pick(T... some) {
        return some[random.nextInt(some.length)];
    }
}
