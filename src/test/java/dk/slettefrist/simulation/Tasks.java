package dk.slettefrist.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads of which one runs at a time: whoever pauses asks the conductor who goes on. So the order of everything is the conductor's, and the
 * same each time. Threads are kept for the next history.
 */
final class Tasks implements AutoCloseable {

    /** What one task does. */
    static final class Task {
        private final Runnable work;
        private Worker worker;
        private boolean over;

        Task(Runnable work) {
            this.work = work;
        }
    }

    /** Thrown into what still runs when the history has come to a sudden end. */
    static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        private Abandoned() {
            super("the history is over", null, false, false);
        }
    }

    private static final int PATIENCE_SECONDS = 120;

    private final Deque<Worker> idle = new ArrayDeque<>();
    private final List<Worker> all = new ArrayList<>();
    private final List<Task> begun = new ArrayList<>();
    private final Semaphore home = new Semaphore(0);
    private Supplier<Task> conductor;
    private Task current;
    private Throwable failure;

    /**
     * Lets tasks run until the conductor names no more.
     *
     * @param asked who goes on; the same task again while it is not over, a new one, or null when all are over
     */
    void run(Supplier<Task> asked) {
        conductor = asked;
        failure = null;
        begun.clear();
        pass(asked.get());
        awaitHome();
        if (failure != null) {
            Throwable first = failure;
            abandon();
            if (first instanceof RuntimeException exception) {
                throw exception;
            }
            throw (Error) first;
        }
    }

    /** Called by a task: lets others run, or goes on at once. */
    void pause() {
        if (failure != null) {
            throw new Abandoned();
        }
        Task me = current;
        Task next = ask();
        if (next != me) {
            pass(next);
            me.worker.await();
        }
        if (failure != null) {
            throw new Abandoned();
        }
    }

    private Task ask() {
        try {
            return failure == null ? conductor.get() : null;
        } catch (RuntimeException | Error e) {
            failure = e;
            return null;
        }
    }

    private void pass(Task next) {
        current = next;
        if (next == null) {
            home.release();
            return;
        }
        if (next.worker == null) {
            begun.add(next);
            next.worker = idle.isEmpty() ? new Worker() : idle.pop();
            next.worker.task = next;
        }
        next.worker.turn.release();
    }

    private void abandon() {
        for (Task task : begun) {
            while (!task.over) {
                pass(task);
                awaitHome();
            }
        }
    }

    private void awaitHome() {
        try {
            if (!home.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a task waits for something that the simulation does not know of");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        all.forEach(worker -> worker.turn.release());
    }

    private final class Worker {
        private final Semaphore turn = new Semaphore(0);
        private Task task;

        Worker() {
            all.add(this);
            Thread thread = new Thread(this::work, "simulation");
            thread.setDaemon(true);
            thread.start();
        }

        void await() {
            turn.acquireUninterruptibly();
        }

        private void work() {
            await();
            while (task != null) {
                try {
                    task.work.run();
                } catch (Abandoned e) {
                    // As told.
                } catch (Throwable e) {
                    failure = failure == null ? e : failure;
                }
                task.over = true;
                task = null;
                idle.push(this);
                pass(ask());
                await();
            }
        }
    }
}
