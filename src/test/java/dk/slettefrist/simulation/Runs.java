package dk.slettefrist.simulation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Runs histories, several at a time, and tells of one that fails what somebody needs who looks for its cause. */
final class Runs {

    /** Acts of a history. */
    static final int LENGTH = 200;

    private static final int AT_ONCE = 4;
    private static final int LAST_NOTES = 60;
    private static final int MOST_ATTEMPTS = 400;

    private final Tally total = new Tally(false);
    private final AtomicReference<AssertionError> failure = new AtomicReference<>();

    /** All that happened, in numbers. */
    Tally total() {
        return total;
    }

    /** @throws AssertionError when one of the histories fails; the message tells how to replay it, and what happened */
    void all(long firstSeed, int histories) {
        long begin = System.nanoTime();
        AtomicLong next = new AtomicLong(firstSeed);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            threads.execute(() -> work(next, firstSeed + histories));
        }
        await(threads);
        if (failure.get() != null) {
            throw failure.get();
        }
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf(
                "Simulated %d histories of %d acts, seeds from %d, in %d s: %s%n",
                histories, LENGTH, firstSeed, time.toSeconds(), total);
    }

    private void work(AtomicLong next, long end) {
        try (Tasks tasks = new Tasks()) {
            for (long seed = next.getAndIncrement();
                    seed < end && failure.get() == null;
                    seed = next.getAndIncrement()) {
                Tally tally = new Tally(false);
                Throwable thrown = run(seed, LENGTH, Set.of(), tasks, tally);
                if (thrown != null && failure.compareAndSet(null, new AssertionError("seed " + seed, thrown))) {
                    failure.set(explained(seed, tasks, thrown));
                }
                synchronized (total) {
                    total.add(tally);
                }
            }
        }
    }

    private static void await(ExecutorService threads) {
        threads.shutdown();
        try {
            threads.awaitTermination(1, TimeUnit.DAYS);
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** The history again, as short as it gets, in words. A shorter one may break another rule; then it tells of that one. */
    private static AssertionError explained(long seed, Tasks tasks, Throwable first) {
        Set<Integer> without = new HashSet<>();
        int length = shortest(seed, tasks);
        for (int act = length - 1, attempts = 0; act >= 0 && attempts < MOST_ATTEMPTS; act--, attempts++) {
            without.add(act);
            if (run(seed, length, without, tasks, new Tally(false)) == null) {
                without.remove(act);
            }
        }
        Tally told = new Tally(true);
        Throwable last = run(seed, length, without, tasks, told);
        List<String> notes = told.notes();
        return new AssertionError(
                """
                %s
                Seed %d. Replay it: mvn test -Dtest=SimulationTest -Dslettefrist.simulation.seed=%d
                With %d of its %d acts: %s
                %s"""
                        .formatted(
                                first.getMessage(),
                                seed,
                                seed,
                                length - without.size(),
                                LENGTH,
                                last == null ? "it holds" : last.getMessage(),
                                String.join("\n", notes.subList(Math.max(0, notes.size() - LAST_NOTES), notes.size()))),
                last == null ? first : last);
    }

    private static int shortest(long seed, Tasks tasks) {
        int length = LENGTH;
        for (int half = LENGTH / 2; half > 0; half /= 2) {
            if (length > half && run(seed, length - half, Set.of(), tasks, new Tally(false)) != null) {
                length -= half;
            }
        }
        return length;
    }

    private static Throwable run(long seed, int length, Set<Integer> without, Tasks tasks, Tally tally) {
        try {
            new History(seed, length, without, tasks, tally).run();
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }
}
