package dk.slettefrist.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs histories, several at a time, and tells of a failing one what somebody needs who looks for its cause. */
final class Runs {

    /** Acts of a history. */
    static final int LENGTH = 200;

    private static final int AT_ONCE = 4;
    private static final int LAST_NOTES = Integer.getInteger("notes", 60);
    private static final int MOST_ATTEMPTS = 400;

    private final Tally total = new Tally(false);

    Tally total() {
        return total;
    }

    /** @throws AssertionError when one of the histories fails; the message tells how to replay it */
    void all(long firstSeed, int histories) {
        AtomicLong next = new AtomicLong(firstSeed);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                running.add(threads.submit(() -> work(next, firstSeed + histories)));
            }
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.HOURS);
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Error error ? error : new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void work(AtomicLong next, long end) {
        try (Tasks tasks = new Tasks()) {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                Tally tally = new Tally(false);
                try {
                    new History(seed, LENGTH, Set.of(), tasks, tally).run();
                } catch (RuntimeException | Error e) {
                    next.set(end);
                    throw explained(seed, tasks, e);
                }
                synchronized (total) {
                    total.add(tally);
                }
            }
        }
    }

    /** The history again, as short as it gets, in words. */
    private static AssertionError explained(long seed, Tasks tasks, Throwable first) {
        int length = LENGTH;
        Set<Integer> without = new HashSet<>();
        int attempts = 0;
        for (int half = LENGTH / 2; half > 0; half /= 2) {
            if (length - half > 0 && fails(seed, length - half, without, tasks) != null) {
                length -= half;
            }
            attempts++;
        }
        for (int act = length - 1; act >= 0 && attempts++ < MOST_ATTEMPTS; act--) {
            without.add(act);
            if (fails(seed, length, without, tasks) == null) {
                without.remove(act);
            }
        }
        Tally told = new Tally(true);
        Throwable last = run(seed, length, without, tasks, told);
        List<String> notes = told.notes();
        return new AssertionError(
                "%s%nseed %d, replay it with: mvn test -Dtest=SimulationTest -Dslettefrist.simulation.seed=%d%nshortened to %d of %d acts: %s%n%s"
                        .formatted(
                                first.getMessage(),
                                seed,
                                seed,
                                length - without.size(),
                                LENGTH,
                                last == null ? "does not fail" : last.getMessage(),
                                String.join(
                                        System.lineSeparator(),
                                        notes.subList(Math.max(0, notes.size() - LAST_NOTES), notes.size()))),
                last == null ? first : last);
    }

    private static Throwable fails(long seed, int length, Set<Integer> without, Tasks tasks) {
        return run(seed, length, without, tasks, new Tally(false));
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
