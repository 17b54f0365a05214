package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How changed periods move the deadlines of the living, and of nobody else. All recordings here ended at {@code NOW}. */
abstract class RecordingPeriodsContract extends RecordingContract {

    /** Ten minutes after its end, and with a deadline of thirty. */
    @ParameterizedTest
    @CsvSource({"PT20M, PT20M, PT20M", "PT1H, PT1H, PT1H", "PT10M, PT10M, PT10M", "PT5M, PT5M, PT10M"})
    void shouldApplyAnotherPeriodToTheLiving(Duration period, Duration expires, Duration due) {
        Recording stored = stored();

        int count = recordings().applyPeriod(false, period, NOW.plusSeconds(600));

        assertThat(count).isEqualTo(1);
        assertThat(reread(stored).expiresAt()).isEqualTo(NOW.plus(expires));
        assertThat(reread(stored).dueAt()).isEqualTo(NOW.plus(due));
        assertThat(claim(NOW.plus(due).minus(MICRO))).isEmpty();
        assertThat(claim(NOW.plus(due))).containsExactly(stored.id());
    }

    /** Its lease ends after forty minutes. */
    @ParameterizedTest
    @CsvSource({"PT35M, PT35M", "PT1H, PT40M", "PT20M, PT20M", "PT5M, PT10M"})
    void shouldLetAnUploadGoOnUntilTheEndOfItsLeaseOrOfAnotherPeriod(Duration period, Duration over) {
        Recording receiving = draft(newCall(), RECORDING_ID, RecordingState.RECEIVING, NOW);
        recordings().add(receiving, NOW.plusSeconds(2400));

        recordings().applyPeriod(false, period, NOW.plusSeconds(600));

        assertThat(claim(NOW.plus(over).minus(MICRO))).isEmpty();
        assertThat(claim(NOW.plus(over))).containsExactly(receiving.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT5M", "PT1H", "P30D"})
    void shouldNeverReviveTheExpiredByAnotherPeriod(Duration period) {
        Recording stored = stored();

        int count = recordings().applyPeriod(false, period, stored.expiresAt());

        assertThat(count).isZero();
        assertThat(reread(stored)).isEqualTo(stored);
    }

    @Test
    void shouldApplyAPeriodToOneKindOnly() {
        Recording unflagged = stored();
        Recording flagged = stored(receiving(), true);

        int count = recordings().applyPeriod(true, LONG.multipliedBy(2), NOW);

        assertThat(count).isEqualTo(1);
        assertThat(reread(unflagged)).isEqualTo(unflagged);
        assertThat(reread(flagged).expiresAt()).isEqualTo(NOW.plus(LONG.multipliedBy(2)));
        assertThat(reread(flagged).flagged()).isTrue();
    }

    @Test
    void shouldNotCountWhatHasThatPeriodAlready() {
        stored();

        assertThat(recordings().applyPeriod(false, SHORT, NOW)).isZero();
    }
}
