package dk.slettefrist.purge;

import java.util.Properties;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.spi.TriggerFiredBundle;

import dk.slettefrist.platform.StartupRefusedException;

/**
 * Wakes the sweep on this replica, and the forgetting of calls beside it. Every replica sweeps, on a scheduler of its own in memory: deletions
 * go on whichever replica dies, and nothing waits for a job store. Both are safe to run anywhere at any time, so missed or doubled wake-ups do
 * no harm.
 */
@ApplicationScoped
public class PurgeJob {

    private static final String SWEEP = "sweep";
    private static final String FORGETTING = "forgetting";

    private final Sweep sweep;
    private final Forgetting forgetting;
    private final PurgeSettings settings;
    private final SweepWatch watch;
    private Scheduler scheduler;

    PurgeJob(Sweep sweep, Forgetting forgetting, PurgeSettings settings, SweepWatch watch) {
        this.sweep = sweep;
        this.forgetting = forgetting;
        this.settings = settings;
        this.watch = watch;
    }

    /** Sweeps from now on, at once and then every interval. */
    public void start() {
        try {
            scheduler = scheduler();
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the sweep cannot be scheduled", e);
        }
    }

    /** Ends after the batch that is being deleted. */
    public void stop() {
        sweep.stop();
        forgetting.stop();
        try {
            if (scheduler != null) {
                scheduler.shutdown(true);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("the sweep cannot be stopped", e);
        }
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

    private Scheduler scheduler() throws SchedulerException {
        Properties properties = new Properties();
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "purge");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        Scheduler made = new StdSchedulerFactory(properties).getScheduler();
        made.setJobFactory(this::wake);
        wakeEveryInterval(made, SWEEP);
        wakeEveryInterval(made, FORGETTING);
        return made;
    }

    private void wakeEveryInterval(Scheduler by, String what) throws SchedulerException {
        var everyInterval = SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(settings.interval().toMillis())
                .repeatForever()
                .withMisfireHandlingInstructionNextWithRemainingCount();
        by.scheduleJob(
                JobBuilder.newJob(Wake.class).withIdentity(what).build(),
                TriggerBuilder.newTrigger().withSchedule(everyInterval).build());
    }

    private Job wake(TriggerFiredBundle bundle, Scheduler by) {
        boolean forgets = bundle.getJobDetail().getKey().getName().equals(FORGETTING);
        return new Wake(forgets ? this::forgetOnce : this::sweepOnce);
    }

    /** A sweep that fails is followed by the next. */
    private void sweepOnce() {
        try {
            sweep.run();
            watch.runEnded();
        } catch (RuntimeException e) {
            watch.runFailed(e);
        }
    }

    private void forgetOnce() {
        try {
            forgetting.run();
            watch.forgettingEnded();
        } catch (RuntimeException e) {
            watch.forgettingFailed(e);
        }
    }

    /** One wake-up. Neither of the two is woken while it works. */
    @DisallowConcurrentExecution
    private record Wake(Runnable work) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            work.run();
        }
    }
}
