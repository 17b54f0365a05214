package dk.slettefrist.trace;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Alarm;
import dk.slettefrist.platform.Stopwatch;

/**
 * Notes refusals without making anybody wait: one thread of its own writes them, once a second and when there is news. While the database is
 * away they are counted on, and written when it is back, or lost with the process.
 */
@ApplicationScoped
class RefusalWriter {

    private static final Logger LOG = Logger.getLogger(RefusalWriter.class);

    private static final long PATIENCE_SECONDS = 10;

    private final RefusalBook book;
    private final RefusalFold fold;
    private final MeterRegistry meters;
    private final Counter failures;
    private final Alarm alarm = new Alarm();
    private final Stopwatch uptime = new Stopwatch();
    private final AtomicBoolean called = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "refusals");
        made.setDaemon(true);
        return made;
    });

    RefusalWriter(RefusalBook book, TraceSettings settings, MeterRegistry meters) {
        this.book = book;
        this.fold = new RefusalFold(settings.foldFor(), settings.maxOpen());
        this.meters = meters;
        this.failures = Counter.builder("slettefrist.refusals.write.failures")
                .description("Times that refused requests could not be written into the audit")
                .register(meters);
        Gauge.builder("slettefrist.refusals.unwritten", fold, RefusalFold::waiting)
                .description("Refused requests that are not in the audit yet")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(() -> write(false), 1, 1, TimeUnit.SECONDS);
    }

    /** Never waits. */
    void note(Refusal refusal) {
        Counter.builder("slettefrist.refusals")
                .description("Requests refused for who sent them, by the type of their event")
                .tag("type", refusal.type().name())
                .register(meters)
                .increment();
        if (fold.note(refusal, uptime.elapsed()) && called.compareAndSet(false, true)) {
            thread.execute(() -> {
                called.set(false);
                write(false);
            });
        }
    }

    /** What waits is written before the service ends. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.execute(this::writeAll);
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS) || fold.waiting() > 0) {
            LOG.warnf("Refused requests are not in the audit count=%d", fold.waiting());
        }
    }

    /** Also what could be counted on. */
    void writeAll() {
        write(true);
    }

    /** One at a time: what is taken and not yet written is in nobody's way. */
    private synchronized void write(boolean all) {
        Duration now = uptime.elapsed();
        List<Folded> due = fold.take(now, all);
        if (due.isEmpty()) {
            return;
        }
        try {
            book.write(due, now);
            alarm.set(false, () -> {});
        } catch (RuntimeException e) {
            fold.giveBack(due, now);
            failures.increment();
            alarm.set(
                    true,
                    () -> LOG.warnf(
                            "Refused requests cannot be written into the audit and are counted on count=%d: %s",
                            fold.waiting(), e.getMessage()));
        }
    }
}
