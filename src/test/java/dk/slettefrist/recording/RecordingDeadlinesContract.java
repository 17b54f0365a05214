package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.call.Call;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.recording.RecordingRepository.Claim;
import dk.slettefrist.storage.ObjectKey;

/** How flags move deadlines, and that nothing moves one that is reached. All recordings here ended at {@code NOW}. */
abstract class RecordingDeadlinesContract extends RecordingContract {

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "1, 0"})
    void shouldFlagAStoredRecordingOnlyBeforeItsDeadline(long micros, int flagged) {
        Recording stored = stored();

        int count = recordings().flag(stored.callRef(), LONG, around(stored.expiresAt(), micros));

        assertThat(count).isEqualTo(flagged);
        Recording after = reread(stored);
        assertThat(after.flagged()).isEqualTo(flagged == 1);
        assertThat(after.expiresAt())
                .isEqualTo(flagged == 1 ? NOW.plus(LONG) : stored.expiresAt())
                .isEqualTo(after.dueAt());
        assertThat(claim(stored.expiresAt())).hasSize(1 - flagged);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "1, 0"})
    void shouldFlagARunningUploadOnlyBeforeItsDeadline(long micros, int flagged) {
        Recording receiving = receiving();

        int count = recordings().flag(receiving.callRef(), LONG, around(receiving.expiresAt(), micros));

        assertThat(count).isEqualTo(flagged);
        assertThat(reread(receiving).flagged()).isEqualTo(flagged == 1);
        assertThat(claim(NOW.plus(LEASE))).as("its lease goes on").containsExactly(receiving.id());
    }

    /** Its former deadline came before the end of its lease. */
    @Test
    void shouldLetAnUploadThatWasFlaggedGoOnUntilTheEndOfItsLease() {
        Recording receiving = receiving();
        Instant sign = receiving.expiresAt().minusSeconds(10);
        recordings().renewLease(receiving.id(), sign.plus(LEASE), sign);

        recordings().flag(receiving.callRef(), LONG, around(receiving.expiresAt(), -1));

        assertThat(claim(around(sign.plus(LEASE), -1))).isEmpty();
        assertThat(claim(sign.plus(LEASE))).containsExactly(receiving.id());
    }

    /** Admitted just before its deadline, and flagged before it showed a sign of life. */
    @Test
    void shouldLetAnUploadThatWasFlaggedGoOnUntilTheEndOfItsFirstLease() {
        Recording receiving = draft(newCall(), RECORDING_ID, RecordingState.RECEIVING, NOW);
        Instant leaseEnd = receiving.expiresAt().plusSeconds(60);
        recordings().add(receiving, leaseEnd);

        recordings().flag(receiving.callRef(), LONG, around(receiving.expiresAt(), -1));

        assertThat(claim(around(leaseEnd, -1))).isEmpty();
        assertThat(claim(leaseEnd)).containsExactly(receiving.id());
    }

    @Test
    void shouldLetAnUploadGoOnThatWasFlaggedAgainAfterAnUnflag() {
        Recording receiving = draft(newCall(), RECORDING_ID, RecordingState.RECEIVING, NOW);
        Instant leaseEnd = receiving.expiresAt().plusSeconds(60);
        recordings().add(receiving, leaseEnd);
        recordings().flag(receiving.callRef(), LONG, NOW);
        recordings().unflag(receiving.callRef(), SHORT, NOW);

        recordings().flag(receiving.callRef(), LONG, NOW);

        assertThat(claim(around(leaseEnd, -1))).isEmpty();
        assertThat(claim(leaseEnd)).containsExactly(receiving.id());
    }

    @Test
    void shouldNotLetAnUnflaggedUploadGoOnBeyondItsDeadline() {
        Recording receiving = draft(newCall(), RECORDING_ID, RecordingState.RECEIVING, NOW);
        recordings().add(receiving, receiving.expiresAt().plusSeconds(60));

        assertThat(claim(around(receiving.expiresAt(), -1))).isEmpty();
        assertThat(claim(receiving.expiresAt())).containsExactly(receiving.id());
    }

    @Test
    void shouldFlagEveryRecordingOfTheCallAndNoOther() {
        Call call = newCall();
        Recording first = stored(receiving(call, freshId(), NOW), false);
        Recording second = receiving(call, freshId(), NOW);
        Recording other = stored();

        int count = recordings().flag(call.id(), LONG, NOW);

        assertThat(count).isEqualTo(2);
        assertThat(find(first).flagged()).isTrue();
        assertThat(find(second).flagged()).isTrue();
        assertThat(reread(other)).isEqualTo(other);
    }

    @Test
    void shouldShowAFlagToTheTransactionThatReadTheRowBefore() {
        Recording stored = stored();

        recordings().flag(stored.callRef(), LONG, NOW);

        assertThat(find(stored).expiresAt()).isEqualTo(NOW.plus(LONG));
    }

    @Test
    void shouldChangeNothingByFlaggingTwice() {
        Recording stored = stored();
        recordings().flag(stored.callRef(), LONG, NOW);
        Recording flagged = reread(stored);

        int count = recordings().flag(stored.callRef(), LONG.multipliedBy(2), NOW.plusSeconds(1));

        assertThat(count).isZero();
        assertThat(reread(stored)).isEqualTo(flagged);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1", "60000000, 60000000"})
    void shouldMakeDueByAnUnflagWhatIsOverTheShortPeriod(long micros, long dueMicros) {
        Recording flagged = stored(receiving(), true);
        Instant deadline = NOW.plus(SHORT);

        int count = recordings().unflag(flagged.callRef(), SHORT, around(deadline, micros));

        assertThat(count).isEqualTo(1);
        Recording after = reread(flagged);
        Instant due = around(deadline, dueMicros);
        assertThat(after.flagged()).isFalse();
        assertThat(after.expiresAt()).isEqualTo(deadline);
        assertThat(after.dueAt()).isEqualTo(due);
        assertThat(claim(due.minus(MICRO))).isEmpty();
        assertThat(claim(due)).containsExactly(flagged.id());
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "60000000, 60000000"})
    void shouldNotLetAnUploadGoOnThatAnUnflagMakesDue(long micros, long dueMicros) {
        Recording receiving = receiving();
        recordings().flag(receiving.callRef(), LONG, NOW);
        recordings().renewLease(receiving.id(), NOW.plus(SHORT).plus(LEASE), NOW);
        Instant deadline = NOW.plus(SHORT);

        recordings().unflag(receiving.callRef(), SHORT, around(deadline, micros));

        Instant due = around(deadline, dueMicros);
        assertThat(reread(receiving).dueAt()).isEqualTo(due);
        assertThat(claim(due.minus(MICRO))).isEmpty();
        assertThat(claim(due)).containsExactly(receiving.id());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "1, 0"})
    void shouldUnflagOnlyBeforeTheLongDeadline(long micros, int unflagged) {
        Recording flagged = stored(receiving(), true);

        int count = recordings().unflag(flagged.callRef(), SHORT, around(flagged.expiresAt(), micros));

        assertThat(count).isEqualTo(unflagged);
        assertThat(reread(flagged).flagged()).isEqualTo(unflagged == 0);
    }

    @Test
    void shouldNotSaveByAnotherFlagWhatAnUnflagMadeDue() {
        Recording flagged = stored(receiving(), true);
        Instant now = NOW.plus(SHORT).plusSeconds(1);
        recordings().unflag(flagged.callRef(), SHORT, now);

        int count = recordings().flag(flagged.callRef(), LONG, now);

        assertThat(count).isZero();
        assertThat(reread(flagged).dueAt()).isEqualTo(now);
    }

    @Test
    void shouldCountThePeriodFromTheEarlierOfEndAndReceipt() {
        Instant received = NOW.minusSeconds(5);
        Recording ahead = receivedAt(received, draft(newCall(), RECORDING_ID, RecordingState.RECEIVING, NOW));
        recordings().add(ahead, NOW.plus(LEASE));

        recordings().flag(ahead.callRef(), LONG, NOW);

        assertThat(reread(ahead).expiresAt()).isEqualTo(received.plus(LONG));
    }

    @Test
    void shouldRenameWithTheTimesToldAfterTheAudio() {
        Call call = newCall();
        Recording unnamed = receiving(call, "unnamed", NOW);
        Recording named = named(unnamed, draft(call, "named", RecordingState.RECEIVING, NOW.minusSeconds(90)));

        boolean renamed = recordings().rename(named, NOW);

        assertThat(renamed).isTrue();
        assertThat(reread(unnamed)).isEqualTo(named);
        recordings().flag(call.id(), LONG, NOW);
        assertThat(reread(unnamed).expiresAt()).isEqualTo(named.endedAt().plus(LONG));
        recordings().store(unnamed.id(), false, NOW.plus(SHORT), AUDIO);
        assertThat(recordings().settled(call.id(), "named")).isPresent();
        assertThat(recordings().settled(call.id(), "unnamed")).isEmpty();
    }

    @Test
    void shouldNotLetAnUploadGoOnThatIsDueByTheTimesToldAfterTheAudio() {
        Call call = newCall();
        Recording unnamed = receiving(call, "unnamed", NOW);
        Recording named = named(unnamed, draft(call, "named", RecordingState.RECEIVING, NOW.minus(SHORT)));

        recordings().rename(named, NOW);

        assertThat(claim(NOW.minus(MICRO))).isEmpty();
        assertThat(claim(NOW)).containsExactly(unnamed.id());
    }

    @Test
    void shouldClaimAnUploadWhoseTimesToldAfterTheAudioAreLongGoneWhereTheSweepLooks() {
        Call call = newCall();
        Recording unnamed = receiving(call, "unnamed", NOW);

        recordings().rename(named(unnamed, draft(call, "named", RecordingState.RECEIVING, Parameters.EARLIEST)), NOW);

        assertThat(recordings().claimDue(NOW, NOW, NOW.plus(LEASE), ALL))
                .extracting(Claim::id)
                .containsExactly(unnamed.id());
    }

    @Test
    void shouldClaimWhatIsDueSinceTheEarliestInstant() {
        Recording zero = draft(newCall(), RECORDING_ID, RecordingState.RECEIVING, Parameters.EARLIEST);
        recordings().add(zero, NOW.plus(LEASE));

        assertThat(claim(NOW)).containsExactly(zero.id());
    }

    @Test
    void shouldLetAnUploadGoOnThatIsFlaggedAfterItsTimesWereTold() {
        Call call = newCall();
        Recording unnamed = receiving(call, "unnamed", NOW);
        Instant ended = NOW.minus(SHORT).plusSeconds(1);
        recordings().rename(named(unnamed, draft(call, "named", RecordingState.RECEIVING, ended)), NOW);

        recordings().flag(call.id(), LONG, NOW);

        assertThat(claim(around(NOW.plus(LEASE), -1))).isEmpty();
        assertThat(claim(NOW.plus(LEASE))).containsExactly(unnamed.id());
    }

    private static Instant around(Instant time, long micros) {
        return time.plus(MICRO.multipliedBy(micros));
    }

    private static Recording receivedAt(Instant received, Recording r) {
        return with(r.id(), r.objectKey(), received, r);
    }

    private static Recording named(Recording unnamed, Recording as) {
        return with(unnamed.id(), unnamed.objectKey(), unnamed.receivedAt(), as);
    }

    private static Recording with(UUID id, ObjectKey key, Instant receivedAt, Recording r) {
        return new Recording(
                id,
                r.callRef(),
                r.source(),
                r.callId(),
                r.recordingId(),
                r.state(),
                r.flagged(),
                r.startedAt(),
                r.endedAt(),
                receivedAt,
                r.expiresAt(),
                r.dueAt(),
                r.purgedAt(),
                key,
                r.contentType(),
                r.sizeBytes(),
                r.sha256());
    }
}
