package dk.slettefrist.web;

import java.util.ArrayList;
import java.util.List;

/**
 * Where connections begin, one way for all of them. While it is closed they wait, so that none of them meets a server whose TLS is being changed: the
 * framework has none to give it for that moment, and would hang up.
 */
final class Doorway {

    /** Of the service. Found from both sides: Vert.x makes what accepts connections before there are beans. */
    static final Doorway OF_THE_SERVICE = new Doorway();

    private static final long STEP_MILLIS = 10;

    private final List<Runnable> waiting = new ArrayList<>();
    private int beginning;
    private boolean closed;

    /**
     * A connection begins, now or when the doorway is open again.
     *
     * @param begin must lead to one call of {@link #begun}
     */
    void enter(Runnable begin) {
        synchronized (this) {
            if (closed) {
                waiting.add(begin);
                return;
            }
            beginning++;
        }
        begin.run();
    }

    /** A connection has what it needs of the server. */
    synchronized void begun() {
        beginning--;
        if (beginning == 0) {
            notifyAll();
        }
    }

    /** Returns when none is just beginning, or after that time: then those may be hung up on. */
    synchronized void close(long millis) throws InterruptedException {
        closed = true;
        for (long left = millis; beginning > 0 && left > 0; left -= STEP_MILLIS) {
            wait(STEP_MILLIS);
        }
    }

    /** All that wait begin. */
    void open() {
        List<Runnable> next;
        synchronized (this) {
            closed = false;
            next = List.copyOf(waiting);
            waiting.clear();
            beginning += next.size();
        }
        next.forEach(Runnable::run);
    }
}
