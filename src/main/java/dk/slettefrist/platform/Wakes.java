package dk.slettefrist.platform;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that are woken by a clock that only goes forward, whoever sets the machine's. They keep no process alive. */
public final class Wakes {

    private final ScheduledThreadPoolExecutor threads;

    /**
     * @param count how many may work at once
     * @param name of the threads, with a number
     */
    public Wakes(int count, String name) {
        AtomicInteger made = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(count, work -> {
            Thread thread = new Thread(work, name + "-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Works now and then each interval, whatever the work throws. Work that takes longer than an interval is followed at once by the next, and what was missed
     * is not made up for.
     */
    public void each(Duration interval, Runnable work) {
        threads.execute(() -> once(interval, work));
    }

    private void once(Duration interval, Runnable work) {
        long begun = System.nanoTime();
        try {
            work.run();
        } finally {
            // Refused after the end; nobody hears of it.
            threads.schedule(
                    () -> once(interval, work), interval.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
        }
    }

    /** Wakes nobody any more, and waits for who works. */
    public void end() {
        threads.shutdown();
        try {
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
