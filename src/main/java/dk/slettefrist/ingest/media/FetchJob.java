package dk.slettefrist.ingest.media;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.Pulse;
import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.platform.Wakes;

/**
 * Wakes the worker on this replica, by a clock that only goes forward like the sweep. Starts by itself, after the periods are in force and the
 * store is examined: nothing may know the edges, so {@code Startup} cannot start it.
 */
@ApplicationScoped
class FetchJob {

    /** After {@code Startup}. */
    private static final int AFTER_STARTUP = 200;

    private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
    private static final int MOST_BATCHES = 100;

    private final FetchWorker worker;
    private final Forgetting forgetting;
    private final FetchWatch watch;
    private final MediaSettings settings;
    private final Pulse housekeeping = new Pulse(HOUSEKEEPING);
    private final Wakes wakes = new Wakes(1, "media");

    FetchJob(FetchWorker worker, Forgetting forgetting, FetchWatch watch, MediaSettings settings) {
        this.worker = worker;
        this.forgetting = forgetting;
        this.watch = watch;
        this.settings = settings;
    }

    void start(@Observes @Priority(AFTER_STARTUP) StartupEvent event) {
        wakes.each(settings.interval(), this::runOnce);
    }

    /** Breaks off what goes on; the next start, or another replica, goes on with it. */
    void stop(@Observes ShutdownEvent event) {
        wakes.end();
        worker.stop();
    }

    /**
     * Before the periods are put in force.
     *
     * @throws StartupRefusedException when the settings contradict each other
     */
    void requireSense(@Observes @Priority(-1000) StartupEvent event) {
        try {
            settings.retry();
        } catch (IllegalArgumentException e) {
            throw new StartupRefusedException(e.getMessage(), e);
        }
        if (settings.lease().compareTo(settings.interval().multipliedBy(2)) < 0) {
            throw new StartupRefusedException(
                    "slettefrist.media.lease must be at least twice slettefrist.media.interval");
        }
    }

    /** A run that fails is followed by the next, whatever it failed by. */
    private void runOnce() {
        try {
            worker.run();
            if (housekeeping.beats()) {
                watch.look(watch.now());
                forget();
            }
            watch.runEnded();
        } catch (RuntimeException | Error e) {
            watch.runFailed(e);
        }
    }

    private void forget() {
        boolean more = true;
        for (int batches = 0; more && batches < MOST_BATCHES; batches++) {
            more = forgetting.some();
        }
    }
}
