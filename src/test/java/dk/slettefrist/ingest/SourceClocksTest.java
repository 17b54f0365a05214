package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SourceClocksTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Duration> uptime = new AtomicReference<>(Duration.ZERO);
    private final SourceClocks clocks = new SourceClocks(registry, new OneMinute(), uptime::get);

    @Test
    void shouldSayAtOnceThatAClockIsAhead() {
        clocks.heard("pbx", NOW.plusSeconds(61), NOW);

        assertThat(skew("pbx")).isEqualTo(61);
        assertThat(clocks.beyond()).isOne();
    }

    @Test
    void shouldLetAClockBeAheadByTheSetting() {
        clocks.heard("pbx", NOW.plusSeconds(60), NOW);

        assertThat(clocks.beyond()).isZero();
    }

    @Test
    void shouldEstimateByTheQuickestOfTheLastMessages() {
        for (int message = 1; message < 8; message++) {
            clocks.heard("pbx", NOW.minusSeconds(500), NOW);
        }
        clocks.heard("pbx", NOW.minusSeconds(2), NOW);

        assertThat(skew("pbx")).isEqualTo(-2);
        assertThat(clocks.beyond()).isZero();
    }

    @Test
    void shouldNotTakeAFewLateMessagesForAClockThatIsBehind() {
        for (int message = 1; message < 8; message++) {
            clocks.heard("pbx", NOW.minusSeconds(3600), NOW);
        }

        assertThat(clocks.beyond()).isZero();
        assertThat(skew("pbx")).isNaN();
    }

    @Test
    void shouldSayWhenEveryMessageIsBehind() {
        for (int message = 1; message <= 8; message++) {
            clocks.heard("pbx", NOW.minusSeconds(3600), NOW);
        }

        assertThat(skew("pbx")).isEqualTo(-3600);
        assertThat(clocks.beyond()).isOne();
    }

    @Test
    void shouldForgetAnAlarmOnceTheClockIsSet() {
        clocks.heard("pbx", NOW.plus(Duration.ofDays(1)), NOW);
        for (int message = 1; message <= 8; message++) {
            clocks.heard("pbx", NOW, NOW);
        }

        assertThat(skew("pbx")).isZero();
        assertThat(clocks.beyond()).isZero();
    }

    @Test
    void shouldNotKnowTheClockOfASourceThatIsSilentForHalfAnHour() {
        clocks.heard("pbx", NOW.plusSeconds(90), NOW);
        uptime.set(Duration.ofMinutes(30));
        assertThat(skew("pbx")).isEqualTo(90);

        uptime.set(Duration.ofMinutes(30).plusNanos(1));

        assertThat(skew("pbx")).isNaN();
        assertThat(clocks.beyond()).isZero();
    }

    @Test
    void shouldEstimateAfreshAfterASilence() {
        clocks.heard("pbx", NOW.plusSeconds(90), NOW);
        uptime.set(Duration.ofMinutes(31));

        clocks.heard("pbx", NOW.plusSeconds(1), NOW);

        assertThat(skew("pbx")).isEqualTo(1);
    }

    /** A small source has few calls an hour. */
    @Test
    void shouldNoticeAClockThatIsBehindOfASourceThatIsOftenSilent() {
        for (int message = 1; message <= 8; message++) {
            uptime.set(Duration.ofMinutes(40 * message));
            clocks.heard("pbx", NOW.minusSeconds(1500), NOW);
        }

        assertThat(skew("pbx")).isEqualTo(-1500);
        assertThat(clocks.beyond()).isOne();
    }

    @Test
    void shouldKeepSourcesApart() {
        clocks.heard("pbx", NOW.plusSeconds(90), NOW);
        clocks.heard("other", NOW, NOW);

        assertThat(clocks.beyond()).isOne();
        assertThat(skew("other")).isZero();
    }

    @Test
    void shouldBearATimeLongAgo() {
        for (int message = 1; message <= 8; message++) {
            clocks.heard("pbx", Instant.parse("0001-01-01T00:00:00Z"), NOW);
        }

        assertThat(skew("pbx")).isNegative();
    }

    private double skew(String source) {
        return registry.get("slettefrist.source.clock.skew")
                .tag("source", source)
                .gauge()
                .value();
    }

    /** The default. */
    private static final class OneMinute implements IngestSettings {

        @Override
        public long maxSize() {
            return 1;
        }

        @Override
        public Duration maxDuration() {
            return Duration.ofMinutes(9);
        }

        @Override
        public Duration maxClockSkew() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Optional<Integer> maxConcurrent() {
            return Optional.empty();
        }

        @Override
        public Duration lease() {
            return Duration.ofMinutes(2);
        }
    }
}
