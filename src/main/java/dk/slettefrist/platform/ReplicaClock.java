package dk.slettefrist.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/**
 * How far this replica's clock is off the database's. No decision rests on it, but it signs the requests to the object store, stamps the log,
 * and is likely the clock of other things on the machine.
 */
@ApplicationScoped
class ReplicaClock {

    private static final Logger LOG = Logger.getLogger(ReplicaClock.class);

    private final TimeSource database;
    private final ClockSettings settings;
    private final Clock own;
    private final Alarm alarm = new Alarm();

    @Inject
    ReplicaClock(TimeSource database, ClockSettings settings) {
        this(database, settings, Clock.systemUTC());
    }

    ReplicaClock(TimeSource database, ClockSettings settings, Clock own) {
        this.database = database;
        this.settings = settings;
        this.own = own;
    }

    void register(@Observes StartupEvent event, ReplicaClock self, MeterRegistry registry) {
        Glance<Duration> skew = new Glance<>(self::skew);
        Gauge.builder("slettefrist.clock.skew", () -> skew.of(ahead -> ahead.toMillis() / 1e3))
                .description("How far this replica's clock is ahead of the database's; negative: behind")
                .baseUnit("seconds")
                .register(registry);
    }

    /**
     * Positive when this replica's clock is ahead. The least that is certain: a database that takes its time to answer is not taken for a clock
     * that is off. Beyond the setting it is logged, too.
     */
    Duration skew() {
        Instant before = own.instant();
        Instant theirs = database.now();
        Duration skew = certain(theirs, before, own.instant());
        alarm.set(
                isBeyond(skew),
                () -> LOG.warnf(
                        "The clock of this replica is off the database's, set it skewSeconds=%s",
                        skew.toMillis() / 1e3));
        return skew;
    }

    /** Zero when the database's answer lies between question and answer. */
    private static Duration certain(Instant theirs, Instant before, Instant after) {
        if (theirs.isBefore(before)) {
            return Duration.between(theirs, before);
        }
        return theirs.isAfter(after) ? Duration.between(theirs, after) : Duration.ZERO;
    }

    /** Whether it is off by more than the setting allows. */
    boolean isBeyond(Duration skew) {
        return skew.abs().compareTo(settings.maxSkew()) > 0;
    }
}
