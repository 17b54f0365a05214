package dk.slettefrist.bench;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Does so many of something a second, whether or not it is answered fast, as long as its threads suffice. */
final class Paced {

    private Paced() {}

    /** Answers how long each took, in milliseconds from the moment at which it should have been sent: who waits for a thread waits, too. */
    static List<Double> run(int threads, int perSecond, int count, Senders.Task task) throws Exception {
        Double[] took = new Double[count];
        long begun = System.nanoTime();
        Senders.run(threads, count, number -> {
            long planned = begun + number * (1_000_000_000L / perSecond);
            for (long ahead = planned - System.nanoTime(); ahead > 0; ahead = planned - System.nanoTime()) {
                LockSupport.parkNanos(ahead);
            }
            task.run(number);
            took[number] = (System.nanoTime() - planned) / 1e6;
        });
        return List.of(took);
    }
}
