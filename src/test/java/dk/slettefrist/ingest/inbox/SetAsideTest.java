package dk.slettefrist.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class SetAsideTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration FIRST = Duration.ofSeconds(30);

    private final SetAside setAside = new SetAside();
    private final UUID object = UUID.randomUUID();

    @Test
    void shouldWaitTwiceAsLongEachTimeButNoLongerThanTenMinutes() {
        // when
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            setAside.failed(object, NOW, FIRST);
            delays.add(Duration.between(NOW, setAside.failedUntil(object).orElseThrow())
                    .toSeconds());
        }

        // then
        assertThat(delays).containsExactly(30L, 60L, 120L, 240L, 480L, 600L, 600L);
    }

    @Test
    void shouldNotWaitLongerForWhatIsNotItsOwnFailure() {
        // when
        for (int i = 0; i < 5; i++) {
            setAside.postponed(object, NOW.plus(FIRST));
        }
        setAside.failed(object, NOW, FIRST);

        // then
        assertThat(setAside.failedUntil(object)).contains(NOW.plus(FIRST));
    }

    @Test
    void shouldNotShortenADelayThatIsSetLonger() {
        // when
        setAside.failed(object, NOW, Duration.ofHours(1));
        setAside.failed(object, NOW, Duration.ofHours(1));

        // then
        assertThat(setAside.failedUntil(object)).contains(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void shouldKnowOfAFailureWhenItIsDueAgain() {
        // given
        setAside.failed(object, NOW, FIRST);

        // then
        assertThat(setAside.find(object, NOW.plus(FIRST).minusNanos(1))).contains(Outcome.FAILED);
        assertThat(setAside.find(object, NOW.plus(FIRST))).isEmpty();
        assertThat(setAside.failedUntil(object)).isPresent();

        // when
        setAside.forget(object);

        // then
        assertThat(setAside.failedUntil(object)).isEmpty();
    }
}
