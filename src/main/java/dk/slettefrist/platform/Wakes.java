package dk.slettefrist.platform;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that are woken by a clock that only goes forward, whoever sets the machine's. They keep no process alive. */
public final class Wakes {

    private Wakes() {}

    /**
     * What throws there is never woken again.
     *
     * @param threads how many may work at once
     * @param name of the threads, with a number
     */
    public static ScheduledExecutorService of(int threads, String name) {
        AtomicInteger made = new AtomicInteger();
        return Executors.newScheduledThreadPool(threads, work -> {
            Thread thread = new Thread(work, name + "-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Wakes nobody any more, and waits for who works. */
    public static void end(ScheduledExecutorService threads) {
        threads.shutdown();
        try {
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
