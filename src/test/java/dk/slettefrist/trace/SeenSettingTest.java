package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SeenSettingTest {

    @Test
    void shouldKnowTheSameValueAgain() {
        assertThat(SeenSetting.of("s", "value", new byte[16]).isStill("value")).isTrue();
    }

    @Test
    void shouldSeeAnotherValue() {
        // given
        SeenSetting seen = SeenSetting.of("s", "value", new byte[16]);

        // when
        long mistaken =
                IntStream.range(0, 1000).filter(i -> seen.isStill("value" + i)).count();

        // then
        assertThat(mistaken).isZero();
    }

    /** Whoever steals the row tries out what he likes, and is confirmed in far too much. */
    @Test
    void shouldConfirmManyGuesses() {
        // given
        SeenSetting seen = SeenSetting.of("s", "value", new byte[16]);

        // when
        long confirmed = IntStream.range(0, 1_000_000)
                .filter(i -> seen.isStill("guess" + i))
                .count();

        // then
        assertThat(confirmed).isPositive();
    }
}
