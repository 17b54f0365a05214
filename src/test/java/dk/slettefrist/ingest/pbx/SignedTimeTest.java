package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.DomainException;

class SignedTimeTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_795_515_330);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(strings = {"1795515030", "1795515330", "1795515630", "01795515330"})
    void shouldTakeATimeWithinTheToleranceAsItIsTold(String told) {
        assertThat(require(told)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1795515029", "1795515631", "0", "-1795515330"})
    void shouldRefuseATimeBeyondTheTolerance(String told) {
        assertThatThrownBy(() -> require(told))
                .isInstanceOf(DomainException.NotProven.class)
                .hasMessageStartingWith("x-time is more than 300 s off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "99999999999999999999", "9223372036854775807", "1795515330.0", "2026-11-24T10:15:30Z"
            })
    void shouldRefuseWhatIsNoTime(String told) {
        assertThatThrownBy(() -> require(told))
                .isInstanceOf(DomainException.NotProven.class)
                .hasMessage("x-time must be seconds since 1970.");
    }

    @Test
    void shouldRefuseAMessageThatTellsNone() {
        assertThatThrownBy(() -> SignedTime.require(Carrier.json("{}"), "x-time", TOLERANCE, () -> NOW))
                .isInstanceOf(DomainException.NotProven.class)
                .hasMessage("The header x-time is missing.");
    }

    /** It is the database's. */
    @ParameterizedTest
    @ValueSource(strings = {"", "now"})
    void shouldNotAskForTheTimeUnlessOneIsTold(String told) {
        assertThatThrownBy(() ->
                        SignedTime.require(Carrier.json("{}", "x-time", told), "x-time", TOLERANCE, Carrier.UNASKED))
                .isInstanceOf(DomainException.NotProven.class);
    }

    private static String require(String told) {
        return SignedTime.require(Carrier.json("{}", "x-time", told), "x-time", TOLERANCE, () -> NOW);
    }
}
