package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dk.slettefrist.call.Call;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.storage.ObjectKey;

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
    @EnumSource
    void shouldNotFindWhatWasRemovedInTheSameTransaction(Removal removal) {
        Recording recording = removal.standing.in(this);
        UUID other = receiving(newCall(), "same", NOW).id();

        removal.remove(recordings(), recording);

        assertThat(recordings().find(recording.id())).isEmpty();
        assertThat(recordings().find(other)).isPresent();
    }

    enum Removal {
        RECEIVING(Standing.RECEIVING),
        REFUSED(Standing.REFUSED),
        FAILED(Standing.FAILED);

        private final Standing standing;

        Removal(Standing standing) {
            this.standing = standing;
        }

        void remove(RecordingRepository all, Recording r) {
            if (this == RECEIVING) {
                all.remove(r.id());
            } else {
                all.removeEnded(r.callRef(), RecordingContract.RECORDING_ID, r.state());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRemoveAsEndedWhatIsInAnotherStateOrHoldsBytes(Standing standing) {
        Recording recording = standing.in(this);
        RecordingState other =
                recording.state() == RecordingState.FAILED ? RecordingState.REFUSED : RecordingState.FAILED;

        recordings().removeEnded(recording.callRef(), RECORDING_ID, other);
        recordings().removeEnded(recording.callRef(), "another", recording.state());
        recordings().removeEnded(newCall().id(), RECORDING_ID, recording.state());
        if (recording.objectKey() != null) {
            recordings().removeEnded(recording.callRef(), RECORDING_ID, recording.state());
        }

        assertThat(reread(recording)).isEqualTo(recording);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRecogniseASettledRecordingWhateverBecameOfIt(Standing standing) {
        Recording recording = standing.in(this);
        boolean settled = List.of(
                        RecordingState.STORED, RecordingState.PURGING, RecordingState.PURGED, RecordingState.REFUSED)
                .contains(recording.state());

        var found = recordings().settled(recording.callRef(), RECORDING_ID);

        assertThat(found.isPresent()).isEqualTo(settled);
        assertThat(found.filter(r -> !r.equals(recording))).isEmpty();
        assertThat(recordings().settled(recording.callRef(), "another")).isEmpty();
        assertThat(recordings().settled(newCall().id(), RECORDING_ID)).isEmpty();
    }

    @Test
    void shouldListTheRecordingsOfCallsOldestFirst() {
        Call one = newCall();
        Call two = newCall();
        Recording third = receiving(one, freshId(), NOW.plusSeconds(3));
        Recording first = receiving(two, freshId(), NOW.plusSeconds(1));
        Recording second = receiving(one, freshId(), NOW.plusSeconds(2));
        receiving(newCall(), freshId(), NOW);

        assertThat(recordings().ofCalls(List.of(one.id(), two.id()))).containsExactly(first, second, third);
        assertThat(recordings().ofCalls(List.of())).isEmpty();
    }

    @Test
    void shouldRefuseASecondStoredRecordingOfTheSameIdentity() {
        Recording first = stored();
        Recording second =
                draft(Ids.next(), first.callRef(), first.callId(), RECORDING_ID, RecordingState.RECEIVING, NOW);
        recordings().add(second, NOW.plus(LEASE));

        assertThatThrownBy(() -> recordings().store(second.id(), false, NOW.plus(SHORT), AUDIO))
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("recording_once");
    }

    @Test
    void shouldRefuseATombstoneWhereARecordingWasPurged() {
        Recording first = purged();
        Recording tombstone = draft(Ids.next(), first.callRef(), freshId(), RECORDING_ID, RecordingState.REFUSED, NOW);

        assertThatThrownBy(() -> recordings().add(tombstone, null))
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("recording_once");
    }

    @Test
    void shouldTellWhichKeysAreStillHeld() {
        Recording stored = stored();
        ObjectKey receiving = receiving().objectKey();
        ObjectKey failed = failed(NOW).objectKey();
        ObjectKey orphan = ObjectKey.random();

        var held = recordings().held(List.of(stored.objectKey(), receiving, failed, orphan));

        assertThat(held).containsExactlyInAnyOrder(stored.objectKey(), receiving, failed);
        assertThat(recordings().held(List.of())).isEmpty();
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
