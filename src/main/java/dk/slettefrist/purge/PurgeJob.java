package dk.slettefrist.purge;

import java.time.Duration;
import java.util.Properties;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
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

import dk.slettefrist.platform.Pulse;

/**
 * Wakes the sweep on this replica. Every replica sweeps, on a scheduler of its own in memory: deletions go on whichever replica dies, and
 * nothing waits for a job store. The sweep is safe to run anywhere at any time, so missed or doubled wake-ups do no harm.
 */
@ApplicationScoped
public class PurgeJob {

    private static final Logger LOG = Logger.getLogger(PurgeJob.class);

    private final Sweep sweep;
    private final PurgeSettings settings;
    private final Pulse reminder = new Pulse(Duration.ofMinutes(1));
    private boolean failing;
    private Scheduler scheduler;

    PurgeJob(Sweep sweep, PurgeSettings settings) {
        this.sweep = sweep;
        this.settings = settings;
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

    /** Ends after the sweep that is running. */
    public void stop() {
        try {
            if (scheduler != null) {
                scheduler.shutdown(true);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("the sweep cannot be stopped", e);
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

    /** A sweep that fails says so, once and then every minute, and is followed by the next. */
    private void sweepOnce() {
        try {
            sweep.run();
            failing = false;
        } catch (RuntimeException e) {
            if (reminder.beats() || !failing) {
                LOG.error("The sweep fails, trying again and again", e);
            }
            failing = true;
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
