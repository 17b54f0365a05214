package dk.slettefrist.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.platform.Parameters;

class FrontierTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Frontier frontier = new Frontier();

    @Test
    void shouldLookAtAllFirst() {
        assertThat(frontier.look(NOW).since()).isEqualTo(Parameters.EARLIEST);
    }

    @Test
    void shouldLookFromWhereTheFirstLookBeganWhenThatFailed() {
        frontier.look(NOW);

        assertThat(frontier.look(NOW.plusMillis(500)).since()).isEqualTo(NOW.minus(Frontier.MARGIN));
    }

    @Test
    void shouldLookAtAllAgainThoughTheFirstLookFailed() {
        frontier.look(NOW);
        Instant again = NOW.plusMillis(500);
        frontier.look(again).found(again);

        assertThat(frontier.look(again.plus(Frontier.WHOLE_EVERY)).since()).isEqualTo(Parameters.EARLIEST);
    }

    @Test
    void shouldGoOnJustBeforeWhereALookEnded() {
        frontier.look(NOW).found(NOW);

        Instant since = frontier.look(NOW.plusMillis(500)).since();

        assertThat(since).isEqualTo(NOW.minus(Frontier.MARGIN));
    }

    @Test
    void shouldGoOnWhereABacklogIsLeft() {
        Instant dueBefore = NOW.minusSeconds(3600);
        frontier.look(NOW).found(dueBefore);

        Instant since = frontier.look(NOW.plusMillis(500)).since();

        assertThat(since).isEqualTo(dueBefore.minus(Frontier.MARGIN));
    }

    @Test
    void shouldLookAgainFromThereWhenALookFailed() {
        frontier.look(NOW).found(NOW);
        frontier.look(NOW.plusSeconds(1));

        Instant since = frontier.look(NOW.plusMillis(1500)).since();

        assertThat(since).isEqualTo(NOW.minus(Frontier.MARGIN));
    }

    @Test
    void shouldLookAtAllAgainAfterAWhile() {
        frontier.look(NOW).found(NOW);
        Instant later = NOW.plus(Frontier.WHOLE_EVERY);
        Frontier.Look before = frontier.look(later.minusMillis(1));
        Frontier.Look whole = frontier.look(later);

        assertThat(before.since()).isAfter(Parameters.EARLIEST);
        assertThat(whole.since()).isEqualTo(Parameters.EARLIEST);
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S, PT2S", "PT20S, PT20S", "PT2M, PT30S"})
    void shouldNotLookAtAllForAsLongAsThatTookToFail(Duration taken, Duration pause) {
        frontier.look(NOW).found(NOW);
        Instant whole = NOW.plus(Frontier.WHOLE_EVERY);
        frontier.look(whole);

        Instant next = whole.plus(taken);
        Frontier.Look first = frontier.look(next);
        first.found(next);
        Frontier.Look last = frontier.look(next.plus(pause).minusMillis(1));
        Frontier.Look again = frontier.look(next.plus(pause));

        assertThat(first.since()).isEqualTo(NOW.minus(Frontier.MARGIN));
        assertThat(last.since()).isEqualTo(next.minus(Frontier.MARGIN));
        assertThat(again.since()).isEqualTo(Parameters.EARLIEST);
    }

    @Test
    void shouldLookAtAllWhenTheClockWentBack() {
        frontier.look(NOW).found(NOW);

        assertThat(frontier.look(NOW.minusMillis(1)).since()).isEqualTo(Parameters.EARLIEST);
    }

    @Test
    void shouldLookAtAllWhenTheClockWentBackWhileAWholeLookFailed() {
        frontier.look(NOW);

        assertThat(frontier.look(NOW.minusSeconds(3600)).since()).isEqualTo(Parameters.EARLIEST);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT2S",
        "PT0.039S, PT2S",
        "PT0.04S, PT2S",
        "PT0.041S, PT2.05S",
        "PT0.6S, PT30S",
        "PT0.601S, PT30S",
        "PT20S, PT30S"
    })
    void shouldLookAtAllForAFiftiethOfTheTimeButEachHalfMinuteAtLeast(Duration look, Duration pause) {
        assertThat(Frontier.pauseAfter(look)).isEqualTo(pause);
    }
}
