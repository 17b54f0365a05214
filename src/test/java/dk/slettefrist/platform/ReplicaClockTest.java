package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaClockTest {

    private static final Instant DATABASE = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S, false",
        "PT2S, PT2S, false",
        "PT2.001S, PT2.001S, true",
        "PT-2S, PT-2S, false",
        "PT-2.001S, PT-2.001S, true",
        "P1D, P1D, true"
    })
    void shouldTellHowFarTheReplicaIsAhead(Duration ahead, Duration skew, boolean beyond) {
        ReplicaClock clock = clock(DATABASE.plus(ahead), DATABASE.plus(ahead));

        assertThat(clock.skew()).isEqualTo(skew);
        assertThat(clock.isBeyond(skew)).isEqualTo(beyond);
    }

    @Test
    void shouldNotTakeASlowDatabaseForAClockThatIsOff() {
        assertThat(clock(DATABASE.minusSeconds(1), DATABASE.plusSeconds(9)).skew())
                .isZero();
        assertThat(clock(DATABASE.plusSeconds(3), DATABASE.plusSeconds(9)).skew())
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(clock(DATABASE.minusSeconds(9), DATABASE.minusSeconds(3)).skew())
                .isEqualTo(Duration.ofSeconds(-3));
    }

    private static ReplicaClock clock(Instant before, Instant after) {
        Iterator<Instant> readings = List.of(before, after).iterator();
        InstantSource own = readings::next;
        return new ReplicaClock(() -> DATABASE, () -> Duration.ofSeconds(2), own.withZone(ZoneOffset.UTC));
    }
}
