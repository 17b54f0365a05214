package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine of a recording: which step leads from where to where, and which leads nowhere. */
abstract class RecordingStatesContract extends RecordingContract {

    static Stream<Arguments> legal() {
        return steps(true);
    }

    /** All others but one: to bury a failed upload strips it, though no recording became PURGED by that. */
    static Stream<Arguments> illegal() {
        return steps(false).filter(step -> !List.of(step.get()).equals(List.of(Step.BURY, Standing.FAILED_WITH_BYTES)));
    }

    private static Stream<Arguments> steps(boolean legal) {
        return Arrays.stream(Step.values()).flatMap(step -> Arrays.stream(Standing.values())
                .filter(standing -> step.isLegalFrom(standing) == legal)
                .map(standing -> Arguments.of(step, standing)));
    }

    @ParameterizedTest
    @MethodSource("legal")
    void shouldTakeALegalStep(Step step, Standing standing) {
        Recording recording = standing.in(this);

        boolean taken = step.take(recordings(), recording);

        assertThat(taken).isTrue();
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void shouldRefuseAnIllegalStepAndChangeNothing(Step step, Standing standing) {
        Recording recording = standing.in(this);

        boolean taken = step.take(recordings(), recording);

        assertThat(taken).isFalse();
        assertThat(reread(recording)).isEqualTo(recording);
    }

    @Test
    void shouldFindWhatWasAdded() {
        Recording recording = draft(newCall(), freshId(), RecordingState.RECEIVING, NOW);

        recordings().add(recording, NOW.plus(LEASE));

        assertThat(reread(recording)).isEqualTo(recording);
        assertThat(recordings().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void shouldStripATombstoneFromTheBeginning() {
        Recording refused = refused();

        assertThat(refused.state()).isEqualTo(RecordingState.REFUSED);
        assertThat(refused)
                .extracting(Recording::callId, Recording::recordingId, Recording::objectKey)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void shouldStoreWhatTheStoreAcknowledged(boolean flagged) {
        Recording receiving = receiving();

        recordings().store(receiving.id(), flagged, NOW.plus(LONG), AUDIO);

        Recording stored = find(receiving);
        assertThat(stored).isEqualTo(reread(receiving));
        assertThat(stored.state()).isEqualTo(RecordingState.STORED);
        assertThat(stored.flagged()).isEqualTo(flagged);
        assertThat(stored.expiresAt()).isEqualTo(NOW.plus(LONG)).isEqualTo(stored.dueAt());
        assertThat(stored.contentType()).isEqualTo(AUDIO.contentType());
        assertThat(stored.sizeBytes()).isEqualTo(AUDIO.sizeBytes());
        assertThat(stored.sha256()).isEqualTo(AUDIO.sha256());
        assertThat(stored.objectKey()).isEqualTo(receiving.objectKey());
    }

    @Test
    void shouldStripWhatIsRefusedAfterItsUpload() {
        Recording receiving = receiving();

        recordings().refuse(receiving.id());

        Recording refused = reread(receiving);
        assertThat(refused.state()).isEqualTo(RecordingState.REFUSED);
        assertThat(refused)
                .extracting(Recording::callId, Recording::recordingId, Recording::objectKey)
                .containsOnlyNulls();
    }

    @Test
    void shouldStripWhatFailedWithoutBytes() {
        Recording failed = failed(null);

        assertThat(failed.state()).isEqualTo(RecordingState.FAILED);
        assertThat(failed)
                .extracting(Recording::callId, Recording::recordingId, Recording::objectKey)
                .containsOnlyNulls();
    }

    @Test
    void shouldKeepTheKeyOfWhatFailedUntilItsBytesAreGone() {
        Recording receiving = receiving();

        recordings().fail(receiving.id(), NOW.plusSeconds(5));

        Recording failed = reread(receiving);
        assertThat(failed.state()).isEqualTo(RecordingState.FAILED);
        assertThat(failed.objectKey()).isEqualTo(receiving.objectKey());
        assertThat(failed.dueAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(claim(NOW.plusSeconds(5).minus(MICRO))).isEmpty();
        assertThat(claim(NOW.plusSeconds(5))).containsExactly(failed.id());
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void shouldRenewALeaseOnlyBeforeTheDeadline(long micros, boolean renewed) {
        Recording receiving = receiving();
        var now = receiving.expiresAt().plus(MICRO.multipliedBy(micros));

        assertThat(recordings().renewLease(receiving.id(), now.plus(LEASE), now))
                .isEqualTo(renewed);
        assertThat(claim(now)).hasSize(renewed ? 0 : 1);
    }
}
