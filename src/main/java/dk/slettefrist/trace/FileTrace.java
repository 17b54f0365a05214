package dk.slettefrist.trace;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Alarm;
import dk.slettefrist.platform.LiveFiles;

/**
 * Has each change of a file that counts while the service runs written into the audit. A thread of its own looks at the files and writes, once a second; no
 * request waits for it. While the database is away, changes wait in their order. What waits when the process dies is seen by the next start.
 */
@ApplicationScoped
class FileTrace {

    private static final Logger LOG = Logger.getLogger(FileTrace.class);

    private static final long PATIENCE_SECONDS = 2;

    private final LiveFiles files;
    private final Consumer<LiveFiles.Change> book;
    private final Alarm alarm = new Alarm();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "changed-files");
        made.setDaemon(true);
        return made;
    });

    @Inject
    FileTrace(LiveFiles files, SettingsTrace trace, MeterRegistry registry) {
        this(files, trace::compare);
        Gauge.builder("slettefrist.files.refused", files, LiveFiles::refused)
                .description(
                        "Files of the settings that are bad or gone: what they said before counts, and the next start is refused")
                .register(registry);
    }

    FileTrace(LiveFiles files, Consumer<LiveFiles.Change> book) {
        this.files = files;
        this.book = book;
    }

    /** After the settings of this start were compared. */
    void start(@Observes @Priority(2000) StartupEvent event) {
        thread.scheduleWithFixedDelay(this::round, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.execute(this::round);
        thread.shutdown();
        thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void round() {
        try {
            files.look();
            for (var change = files.oldest(); change.isPresent(); change = files.oldest()) {
                book.accept(change.get());
                files.done(change.get());
            }
            alarm.set(false, () -> {});
        } catch (RuntimeException e) {
            alarm.set(
                    true,
                    () -> LOG.warnf(
                            "A changed file of the settings is not in the audit yet, trying again: %s",
                            e.getMessage()));
        }
    }
}
