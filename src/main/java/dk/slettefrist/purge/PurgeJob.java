package dk.slettefrist.purge;

import java.util.Properties;

import jakarta.enterprise.context.ApplicationScoped;

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
 * Wakes the sweep on this replica. Every replica sweeps, on a scheduler of its own in memory: deletions go on whichever replica dies, and
 * nothing waits for a job store. The sweep is safe to run anywhere at any time, so missed or doubled wake-ups do no harm.
 */
@ApplicationScoped
public class PurgeJob {

    private final Sweep sweep;
    private final PurgeSettings settings;
    private final SweepWatch watch;
    private Scheduler scheduler;

    PurgeJob(Sweep sweep, PurgeSettings settings, SweepWatch watch) {
        this.sweep = sweep;
        this.settings = settings;
        this.watch = watch;
    }

    /**
     * Sweeps from now on, at once and then every interval.
     *
     * @throws StartupRefusedException when the settings contradict each other
     */
    public void start() {
        requireSense();
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
        try {
            if (scheduler != null) {
                scheduler.shutdown(true);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("the sweep cannot be stopped", e);
        }
    }

    private void requireSense() {
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
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        Scheduler made = new StdSchedulerFactory(properties).getScheduler();
        made.setJobFactory(this::wake);
        var everyInterval = SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(settings.interval().toMillis())
                .repeatForever()
                .withMisfireHandlingInstructionNextWithRemainingCount();
        made.scheduleJob(
                JobBuilder.newJob(Wake.class).withIdentity("sweep").build(),
                TriggerBuilder.newTrigger().withSchedule(everyInterval).build());
        return made;
    }

    private Job wake(TriggerFiredBundle bundle, Scheduler by) {
        return new Wake(this);
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

    /** One wake-up. */
    @DisallowConcurrentExecution
    private record Wake(PurgeJob of) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            of.sweepOnce();
        }
    }
}
