package dk.slettefrist.testing;

import java.util.concurrent.Executor;

/** Where the common pool will not do: it has fewer threads than some tests have tasks. */
public final class OwnThreads {

    /** Gives each task a thread. */
    public static final Executor FOR_EACH = task -> new Thread(task).start();

    private OwnThreads() {}
}
