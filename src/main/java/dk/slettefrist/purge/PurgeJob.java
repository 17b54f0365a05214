package dk.slettefrist.purge;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.platform.Wakes;

/**
 * Wakes the sweep on this replica, and the forgetting of calls beside it. Every replica sweeps, by a clock of its own that only goes forward: deletions
 * go on whichever replica dies and whoever sets the clock, and nothing waits for a job store. Both are safe to run anywhere at any time, so missed or doubled
 * wake-ups do no harm.
 */
@ApplicationScoped
public class PurgeJob {

    private final Sweep sweep;
    private final Forgetting forgetting;
    private final PurgeSettings settings;
    private final SweepWatch watch;
    private final ScheduledExecutorService wakes = Wakes.of(2, "purge");

    PurgeJob(Sweep sweep, Forgetting forgetting, PurgeSettings settings, SweepWatch watch) {
        this.sweep = sweep;
        this.forgetting = forgetting;
        this.settings = settings;
        this.watch = watch;
    }

    /** Sweeps from now on, at once and then an interval after each sweep. */
    public void start() {
        long interval = settings.interval().toMillis();
        wakes.scheduleWithFixedDelay(this::sweepOnce, 0, interval, TimeUnit.MILLISECONDS);
        wakes.scheduleWithFixedDelay(this::forgetOnce, 0, interval, TimeUnit.MILLISECONDS);
    }

    /** Ends after the batch that is being deleted. */
    public void stop() {
        sweep.stop();
        forgetting.stop();
        Wakes.end(wakes);
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
            throw new StartupRefusedException(
                    "slettefrist.purge.max-retry-delay must not be shorter than slettefrist.purge.retry-delay", e);
        }
    }

    /** A sweep that fails is followed by the next, whatever it failed by: what throws here is never woken again. */
    private void sweepOnce() {
        try {
            sweep.run();
            watch.runEnded();
        } catch (RuntimeException | Error e) {
            watch.runFailed(e);
        }
    }

    private void forgetOnce() {
        try {
            forgetting.run();
            watch.forgettingEnded();
        } catch (RuntimeException | Error e) {
            watch.forgettingFailed(e);
        }
    }
}
