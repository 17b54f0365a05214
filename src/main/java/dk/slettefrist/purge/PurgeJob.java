package dk.slettefrist.purge;

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
    private final Wakes wakes = new Wakes(2, "purge");

    PurgeJob(Sweep sweep, Forgetting forgetting, PurgeSettings settings, SweepWatch watch) {
        this.sweep = sweep;
        this.forgetting = forgetting;
        this.settings = settings;
        this.watch = watch;
    }

    /** Sweeps from now on, at once and then every interval. */
    public void start() {
        wakes.each(settings.interval(), this::sweepOnce);
        wakes.each(settings.interval(), this::forgetOnce);
    }

    /** Ends after the batch that is being deleted. */
    public void stop() {
        sweep.stop();
        forgetting.stop();
        wakes.end();
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

    /** A sweep that fails is followed by the next, whatever it failed by. */
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
