package dk.slettefrist.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

import dk.slettefrist.platform.Alarm;
import dk.slettefrist.platform.Stopwatch;

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

    /** What was heard longer ago says nothing of the clock now. */
    private static final Duration RECENT = Duration.ofMinutes(30);

    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final IngestSettings settings;
    private final Supplier<Duration> uptime;

    @Inject
    SourceClocks(MeterRegistry registry, IngestSettings settings) {
        this(registry, settings, new Stopwatch()::elapsed);
    }

    SourceClocks(MeterRegistry registry, IngestSettings settings, Supplier<Duration> uptime) {
        this.registry = registry;
        this.settings = settings;
        this.uptime = uptime;
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

    /** How many sources are off by more than {@code slettefrist.ingest.max-clock-skew}, either way, by what was heard of late. */
    long beyond() {
        return sources.values().stream().filter(Source::isOff).count();
    }

    private Source register(String name) {
        Source source = new Source(name, settings.maxClockSkew(), uptime);
        Gauge.builder("slettefrist.source.clock.skew", source, Source::skewSeconds)
                .description(
                        "How far the source's clock is ahead of ours, by the quickest of its last messages; negative: behind, or late; NaN: not known")
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
        private final Supplier<Duration> uptime;
        private final Alarm alarm = new Alarm();
        private Duration heard = Duration.ZERO;

        Source(String name, Duration most, Supplier<Duration> uptime) {
            this.name = name;
            this.most = most;
            this.uptime = uptime;
        }

        synchronized void heard(Duration ahead) {
            if (isSilent()) {
                // What seemed quicker then would hide that the clock is behind by now.
                last.removeIf(before -> before.compareTo(ahead) > 0);
            }
            heard = uptime.get();
            last.addLast(ahead);
            if (last.size() > MESSAGES) {
                last.removeFirst();
            }
            alarm.set(
                    isOff(),
                    () -> LOG.warnf(
                            "The clock of a source is off, or it delivers late; look at its clock source=%s skewSeconds=%s",
                            name, Collections.max(last).toSeconds()));
        }

        synchronized boolean isOff() {
            return skew().filter(known -> known.abs().compareTo(most) > 0).isPresent();
        }

        double skewSeconds() {
            return skew().map(known -> known.toMillis() / 1e3).orElse(Double.NaN);
        }

        /** Empty when nothing was heard of late, or so little that what seems behind may be a late delivery. */
        private synchronized Optional<Duration> skew() {
            if (last.isEmpty() || isSilent()) {
                return Optional.empty();
            }
            Duration skew = Collections.max(last);
            return skew.isNegative() && last.size() < MESSAGES ? Optional.empty() : Optional.of(skew);
        }

        private boolean isSilent() {
            return uptime.get().minus(heard).compareTo(RECENT) > 0;
        }
    }
}
