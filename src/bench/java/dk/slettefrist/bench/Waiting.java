package dk.slettefrist.bench;

import java.util.concurrent.Callable;

/** For what another process does. */
final class Waiting {

    private static final long EVERY_MILLIS = 50;

    private Waiting() {}

    /** Asks twenty times a second. */
    static void until(int seconds, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("it did not come within " + seconds + " s");
            }
            Thread.sleep(EVERY_MILLIS);
        }
    }
}
