package dk.slettefrist.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchDelayTest {

    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(10);

    @ParameterizedTest
    @CsvSource({
        "PT-1S, PT5S",
        "PT0S, PT5S",
        "PT50S, PT5S",
        "PT51S, PT5.1S",
        "PT10M, PT1M",
        "PT1H40M, PT10M",
        "PT1H40M1S, PT10M",
        "P3D, PT10M"
    })
    void shouldWaitATenthOfTheTimeWithinBounds(Duration waited, Duration delay) {
        assertThat(new FetchDelay(LEAST, MOST).after(waited)).isEqualTo(delay);
    }

    @Test
    void shouldRefuseBoundsTheWrongWayRound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FetchDelay(MOST, LEAST))
                .withMessageContaining("slettefrist.media.max-retry-delay");
    }
}
