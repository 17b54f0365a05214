package dk.slettefrist.startup;

import java.time.Duration;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.platform.Stopwatch;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Has a start wait for an object store that is away, as after a power cut. A process that ended instead would be started again after ever longer pauses:
 * on Kubernetes up to five minutes after the store is back.
 */
final class StorePatience {

    private static final Logger LOG = Logger.getLogger(StorePatience.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration patience;
    private final Duration firstPause;

    StorePatience(Duration patience) {
        this(patience, Duration.ofMillis(500));
    }

    StorePatience(Duration patience, Duration firstPause) {
        this.patience = patience;
        this.firstPause = firstPause;
    }

    /**
     * Asks until the store answers. A process that is told to end meanwhile does so at once.
     *
     * @throws ObjectStoreException the last one, when it is not temporary or patience is over
     */
    void ask(Runnable question) {
        Thread end = new Thread(Thread.currentThread()::interrupt, "end-waiting");
        try {
            hooks(runtime -> runtime.addShutdownHook(end));
            try {
                askAgain(question);
            } finally {
                hooks(runtime -> runtime.removeShutdownHook(end));
            }
        } catch (InterruptedException e) {
            throw new StartupRefusedException("it was told to end while it waited for the object store", e);
        }
    }

    /** The virtual machine lets nobody change them once it ends. */
    private static void hooks(Consumer<Runtime> change) throws InterruptedException {
        try {
            change.accept(Runtime.getRuntime());
        } catch (IllegalStateException e) {
            throw new InterruptedException(e.getMessage());
        }
    }

    private void askAgain(Runnable question) throws InterruptedException {
        Stopwatch asked = new Stopwatch();
        Duration pause = firstPause;
        while (true) {
            try {
                question.run();
                return;
            } catch (ObjectStoreException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!e.isTemporary() || asked.elapsed().plus(pause).compareTo(patience) > 0) {
                    throw e;
                }
                LOG.warnf(
                        "The object store is away, the start asks again for up to %s afterSeconds=%d: %s",
                        IsoDuration.format(patience), asked.elapsed().toSeconds(), e.getMessage());
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }
}
