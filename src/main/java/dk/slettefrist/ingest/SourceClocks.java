package dk.slettefrist.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Alarm;

/**
 * How far the clocks of the PBXs are off ours. Only what they tell is known, and it takes its time to us; so the skew is estimated from the
 * quickest of the last messages: the greatest of told minus received. A clock that is ahead shows in full. One that seems behind may be a PBX
 * that delivers late; when it is the clock, a recording may come too late by the rule, so both are worth an alarm.
 */
@ApplicationScoped
public class SourceClocks {

    private static final Logger LOG = Logger.getLogger(SourceClocks.class);

    /** How many messages of a source are compared: with fewer a single late one would be an alarm. */
    private static final int MESSAGES = 8;

    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final IngestSettings settings;

    SourceClocks(MeterRegistry registry, IngestSettings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    /**
     * A source told something.
     *
     * @param told the latest time in its message, by the source's clock
     * @param now when it came, by ours
     */
    public void heard(String source, Instant told, Instant now) {
        sources.computeIfAbsent(source, this::register).heard(Duration.between(now, told));
    }

    /** How many sources are off by more than {@code slettefrist.ingest.max-clock-skew}, either way. */
    long beyond() {
        return sources.values().stream().filter(source -> source.alarm.isOn()).count();
    }

    private Source register(String name) {
        Source source = new Source(name, settings.maxClockSkew());
        Gauge.builder("slettefrist.source.clock.skew", source, one -> one.skew().toMillis() / 1e3)
                .description(
                        "How far the source's clock is ahead of ours, by the quickest of its last messages; negative: behind, or late")
                .baseUnit("seconds")
                .tag("source", name)
                .register(registry);
        return source;
    }

    /** One PBX. */
    private static final class Source {

        private final String name;
        private final Duration most;
        private final Deque<Duration> last = new ArrayDeque<>();
        private final Alarm alarm = new Alarm();

        Source(String name, Duration most) {
            this.name = name;
            this.most = most;
        }

        synchronized void heard(Duration ahead) {
            last.addLast(ahead);
            if (last.size() > MESSAGES) {
                last.removeFirst();
            }
            Duration skew = skew();
            boolean late = skew.isNegative() && last.size() < MESSAGES;
            alarm.set(
                    !late && skew.abs().compareTo(most) > 0,
                    () -> LOG.warnf(
                            "The clock of a source is off, or it delivers late; look at its clock source=%s skewSeconds=%s",
                            name, skew.toSeconds()));
        }

        synchronized Duration skew() {
            return Collections.max(last);
        }
    }
}
