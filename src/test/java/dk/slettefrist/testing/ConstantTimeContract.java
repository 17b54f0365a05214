package dk.slettefrist.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who guesses a secret learns nothing from how long the answer takes. */
public abstract class ConstantTimeContract {

    /** Of each round; more for figures. */
    private static final int MEASUREMENTS = Integer.getInteger("slettefrist.timing.measurements", 12_000);

    /** Characters to compare; what fewer of them take is lost in the noise of a signature being made. */
    private static final int LONG_ENOUGH = 256;

    /** What would be right to tell. */
    protected abstract String right();

    /** Whether it is, by the code of the service. */
    protected abstract boolean isRight(String told);

    @Test
    void shouldTakeAsLongWhereverAGuessIsWrong() {
        // when
        TimingLeakage leakage = TimingLeakage.of(right(), MEASUREMENTS, this::isRight);

        // then
        tell("the service", leakage);
        assertThat(leakage.isThere()).as("a leak: %s", leakage).isFalse();
    }

    /** The same work, and behind it a comparison that ends where the guess is wrong: else the other test would show nothing. */
    @Test
    void shouldNoticeAComparisonThatEndsAtTheDifference() {
        // given
        String right = right();

        // when
        TimingLeakage leakage = TimingLeakage.of(right, MEASUREMENTS, told -> isRight(told) || isSame(right, told));

        // then
        tell("with a leak", leakage);
        assertThat(leakage.isThere()).as("a leak: %s", leakage).isTrue();
    }

    /** A short one over and over. */
    private static boolean isSame(String right, String told) {
        boolean same = true;
        for (int compared = 0; compared < LONG_ENOUGH; compared += right.length()) {
            same &= right.length() == commonBeginning(right, told);
        }
        return same;
    }

    private static int commonBeginning(String one, String other) {
        int common = 0;
        while (common < one.length() && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }

    private void tell(String what, TimingLeakage leakage) {
        System.out.println(getClass().getSimpleName() + ", " + what + ": " + leakage);
    }
}
