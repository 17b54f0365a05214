package dk.slettefrist.purge;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Alarm;

/**
 * Tells when the sweep of this replica does not do its work: in the log, in a metric and in readiness. Not whether anything is overdue, which is
 * a matter of the rows: a sweep that fails delays nothing until something becomes due.
 */
@ApplicationScoped
class SweepWatch {

    private static final Logger LOG = Logger.getLogger(SweepWatch.class);
    private static final String SWEEP_WORKS = "The sweep works again afterSeconds=%d";

    private final Alarm store = new Alarm();
    private final Alarm run = new Alarm();
    private final Alarm forgetting = new Alarm();
    private final Alarm refusal = new Alarm();

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("slettefrist.sweep.failing", this, SweepWatch::failingSeconds)
                .description("For how long the sweep of this replica has failed; 0 while it works")
                .baseUnit("seconds")
                .register(registry);
    }

    void storeFailed(Exception e) {
        store.set(true, () -> LOG.error("The object store keeps the sweep from deleting, trying again and again", e));
    }

    void storeAnswered() {
        worksAgain(store, SWEEP_WORKS);
    }

    boolean storeFails() {
        return store.isOn();
    }

    /** Deletions that the store did not do are tried again, and shown as overdue; here they are said, at most once a minute. */
    void refused(int recordings, Exception e) {
        refusal.set(true, () -> LOG.warnf(e, "Deletion is not confirmed, trying again recordings=%d", recordings));
    }

    void runFailed(Throwable e) {
        run.set(true, () -> LOG.error("The sweep fails, trying again and again", e));
    }

    void runEnded() {
        worksAgain(run, SWEEP_WORKS);
    }

    void forgettingFailed(Throwable e) {
        forgetting.set(true, () -> LOG.error("Calls are not forgotten, trying again and again", e));
    }

    void forgettingEnded() {
        worksAgain(forgetting, "Calls are forgotten again afterSeconds=%d");
    }

    boolean works() {
        return Stream.of(store, run, forgetting).noneMatch(Alarm::isOn);
    }

    /** For how long the sweep has failed, in whole seconds; 0 while it works. */
    long failingSeconds() {
        return Stream.of(store, run, forgetting)
                .map(Alarm::lasting)
                .max(Comparator.naturalOrder())
                .map(Duration::toSeconds)
                .orElseThrow();
    }

    private static void worksAgain(Alarm alarm, String message) {
        if (alarm.isOn()) {
            LOG.infof(message, alarm.lasting().toSeconds());
            alarm.set(false, () -> {});
        }
    }
}
