package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;

import jakarta.persistence.PersistenceException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dk.slettefrist.call.Call;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.storage.ObjectKey;

/** By what recordings are recognised, listed and removed, and what must be there once only. */
abstract class RecordingIdentityContract extends RecordingContract {

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
                all.removeEnded(
                        r.callRef(), RecordingContract.RECORDING_ID, RecordingState.REFUSED, RecordingState.FAILED);
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
        assertThat(recordings().ofCall(one.id())).containsExactly(second, third);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAllOfTheSameIdentifiers(Standing standing) {
        Recording recording = standing.in(this);
        Recording again =
                draft(Ids.next(), recording.callRef(), freshId(), RECORDING_ID, RecordingState.RECEIVING, NOW);
        recordings().add(again, NOW.plus(LEASE));

        assertThat(recordings().ofIdentifiers(recording.callRef(), RECORDING_ID))
                .extracting(Recording::id)
                .containsExactlyInAnyOrder(recording.id(), again.id());
        assertThat(recordings().ofIdentifiers(recording.callRef(), "another")).isEmpty();
        assertThat(recordings().ofIdentifiers(newCall().id(), RECORDING_ID)).isEmpty();
    }

    @Test
    void shouldTellOfAStoredOneWhatItsRowSays() {
        Recording receiving = Standing.RECEIVING.in(this);

        recordings().store(receiving.id(), true, NOW.plus(SHORT), AUDIO);

        assertThat(recordings().find(receiving.id())).contains(receiving.stored(true, NOW.plus(SHORT), AUDIO));
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
}
