package dk.slettefrist.ingest.media;

import java.time.Duration;
import java.util.Properties;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
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

import dk.slettefrist.platform.Pulse;
import dk.slettefrist.platform.StartupRefusedException;

/**
 * Wakes the worker on this replica, from a scheduler of its own in memory like the sweep. Starts by itself, after the periods are in force and the
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
    private Scheduler scheduler;

    FetchJob(FetchWorker worker, Forgetting forgetting, FetchWatch watch, MediaSettings settings) {
        this.worker = worker;
        this.forgetting = forgetting;
        this.watch = watch;
        this.settings = settings;
    }

    void start(@Observes @Priority(AFTER_STARTUP) StartupEvent event) {
        try {
            scheduler = scheduler();
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("fetching cannot be scheduled", e);
        }
    }

    /** Breaks off what goes on; the next start, or another replica, goes on with it. */
    void stop(@Observes ShutdownEvent event) {
        try {
            if (scheduler != null) {
                scheduler.shutdown(true);
            }
            worker.stop();
        } catch (SchedulerException e) {
            throw new IllegalStateException("fetching cannot be stopped", e);
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
            throw new StartupRefusedException(e.getMessage(), e);
        }
        if (settings.lease().compareTo(settings.interval().multipliedBy(2)) < 0) {
            throw new StartupRefusedException(
                    "slettefrist.media.lease must be at least twice slettefrist.media.interval");
        }
    }

    private Scheduler scheduler() throws SchedulerException {
        Properties properties = new Properties();
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "media");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        Scheduler made = new StdSchedulerFactory(properties).getScheduler();
        made.setJobFactory(this::wake);
        var everyInterval = SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(settings.interval().toMillis())
                .repeatForever()
                .withMisfireHandlingInstructionNextWithRemainingCount();
        made.scheduleJob(
                JobBuilder.newJob(Wake.class).withIdentity("fetch").build(),
                TriggerBuilder.newTrigger().withSchedule(everyInterval).build());
        return made;
    }

    private Job wake(TriggerFiredBundle bundle, Scheduler by) {
        return new Wake(this);
    }

    /** A run that fails is followed by the next. */
    private void runOnce() {
        try {
            worker.run();
            if (housekeeping.beats()) {
                watch.look(watch.now());
                forget();
            }
            watch.runEnded();
        } catch (RuntimeException e) {
            watch.runFailed(e);
        }
    }

    private void forget() {
        boolean more = true;
        for (int batches = 0; more && batches < MOST_BATCHES; batches++) {
            more = forgetting.some();
        }
    }

    /** One wake-up. */
    @DisallowConcurrentExecution
    private record Wake(FetchJob of) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            of.runOnce();
        }
    }
}
