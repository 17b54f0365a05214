package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.MICRO;
import static dk.slettefrist.testing.Times.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.recording.RecordingRepository.Claim;

/** What the sweep does: claim, give back, bury. */
abstract class RecordingClaimsContract extends RecordingContract {

    private static final RetryDelay DELAY = new RetryDelay(Duration.ofSeconds(2), Duration.ofMinutes(1));

    @Test
    void shouldClaimFromTheDeadlineOnAndNotBefore() {
        Recording stored = stored();

        assertThat(claim(stored.expiresAt().minus(MICRO))).isEmpty();
        assertThat(claims(stored.expiresAt()))
                .containsExactly(
                        new Claim(stored.id(), stored.callRef(), stored.objectKey(), stored.expiresAt(), false));
        assertThat(find(stored).state()).isEqualTo(RecordingState.PURGING);
        assertThat(reread(stored).state()).isEqualTo(RecordingState.PURGING);
        assertThat(reread(stored).dueAt()).isEqualTo(stored.expiresAt());
    }

    @Test
    void shouldClaimTheLongestDueFirstAndNoMoreThanAskedFor() {
        List<UUID> dueIn = Stream.of(3, 1, 4, 2, 0)
                .map(seconds -> stored(receiving(newCall(), RECORDING_ID, NOW.plusSeconds(seconds)), false)
                        .id())
                .toList();
        Instant now = NOW.plus(LONG);

        Set<UUID> first = claimed(now, 2);
        Set<UUID> second = claimed(now, 2);
        Set<UUID> third = claimed(now, 2);

        assertThat(first).isEqualTo(Set.of(dueIn.get(4), dueIn.get(1)));
        assertThat(second).isEqualTo(Set.of(dueIn.get(3), dueIn.get(0)));
        assertThat(third).isEqualTo(Set.of(dueIn.get(2)));
        assertThat(claimed(now, 2)).isEmpty();
    }

    private Set<UUID> claimed(Instant now, int limit) {
        return recordings().claimDue(now, now.plus(LEASE), limit).stream()
                .map(Claim::id)
                .collect(Collectors.toSet());
    }

    @Test
    void shouldTakeOverAClaimAfterItsLease() {
        Recording purging = purging();
        Instant leaseEnd = purging.expiresAt().plus(LEASE);

        assertThat(claim(leaseEnd.minus(MICRO))).isEmpty();
        assertThat(claim(leaseEnd)).containsExactly(purging.id());
        assertThat(claim(leaseEnd)).isEmpty();
        assertThat(reread(purging)).isEqualTo(purging);
    }

    @Test
    void shouldTakeAnUploadWithoutASignOfLifeAsFailed() {
        Recording receiving = receiving();
        Instant leaseEnd = NOW.plus(LEASE);

        assertThat(claim(leaseEnd.minus(MICRO))).isEmpty();
        assertThat(claims(leaseEnd))
                .containsExactly(new Claim(receiving.id(), receiving.callRef(), receiving.objectKey(), leaseEnd, true));
        Recording failed = find(receiving);
        assertThat(failed.state()).isEqualTo(RecordingState.FAILED);
        assertThat(failed.dueAt()).isEqualTo(leaseEnd);
        assertThat(reread(receiving)).isEqualTo(failed);
    }

    @Test
    void shouldTellOnlyTheFirstClaimThatAnUploadWasAbandoned() {
        receiving();
        Instant leaseEnd = NOW.plus(LEASE);
        claim(leaseEnd);

        Stream<Claim> again = claims(leaseEnd.plus(LEASE));

        assertThat(again).singleElement().extracting(Claim::abandoned).isEqualTo(false);
    }

    @Test
    void shouldNotStoreWhatASweepTookAsAbandoned() {
        Recording receiving = receiving();
        claim(NOW.plus(LEASE));

        boolean stored = recordings().store(receiving.id(), false, receiving.expiresAt(), AUDIO);

        assertThat(stored).isFalse();
        assertThat(reread(receiving).state()).isEqualTo(RecordingState.FAILED);
    }

    @Test
    void shouldClaimAgainWhatWasReleasedWhenItsTimeHasCome() {
        Recording purging = purging();
        Instant now = purging.dueAt().plusSeconds(7);
        Instant retryAt = now.plusSeconds(2);

        recordings().release(List.of(purging.id()), DELAY, now);

        assertThat(claim(retryAt.minus(MICRO))).isEmpty();
        assertThat(claim(retryAt)).containsExactly(purging.id());
        assertThat(reread(purging)).isEqualTo(purging);
    }

    /** A hundredth of the time it is overdue, within bounds. */
    @ParameterizedTest
    @CsvSource({
        "PT0S, PT2S",
        "PT200S, PT2S",
        "PT201S, PT2.01S",
        "PT50M, PT30S",
        "PT100M, PT1M",
        "PT101M, PT1M",
        "P30D, PT1M"
    })
    void shouldWaitTheLongerTheLongerADeletionIsOverdue(Duration overdue, Duration wait) {
        Recording purging = purging();
        Instant now = purging.dueAt().plus(overdue);
        Instant retryAt = now.plus(wait);

        recordings().release(List.of(purging.id()), DELAY, now);

        assertThat(claim(retryAt.minus(MICRO))).isEmpty();
        assertThat(claim(retryAt)).containsExactly(purging.id());
    }

    @Test
    void shouldBuryEachClaimOnce() {
        Recording first = purging();
        Recording second = purging();
        Instant now = NOW.plus(LONG);
        List<UUID> ids = List.of(second.id(), first.id(), first.id());

        List<Recording> buried = recordings().bury(ids, now);
        List<Recording> again = recordings().bury(ids, now.plusSeconds(1));

        assertThat(buried).extracting(Recording::id).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(again).isEmpty();
        assertThat(reread(first).purgedAt()).isEqualTo(now);
        assertThat(recordings().bury(List.of(), now)).isEmpty();
    }

    @Test
    void shouldStripThePurgedAndKeepWhatProvesThePurge() {
        Recording purging = purging();
        Instant now = NOW.plus(LONG);

        List<Recording> buried = recordings().bury(List.of(purging.id()), now);

        Recording purged = reread(purging);
        assertThat(buried).containsExactly(purged);
        assertThat(purged.state()).isEqualTo(RecordingState.PURGED);
        assertThat(purged.purgedAt()).isEqualTo(now);
        assertThat(purged)
                .extracting(
                        Recording::callId,
                        Recording::recordingId,
                        Recording::objectKey,
                        Recording::contentType,
                        Recording::sha256)
                .containsOnlyNulls();
        assertThat(purged)
                .usingRecursiveComparison()
                .ignoringFields("state", "purgedAt", "callId", "recordingId", "objectKey", "contentType", "sha256")
                .isEqualTo(purging);
        assertThat(claim(NOW.plus(LONG.multipliedBy(2)))).isEmpty();
    }

    @Test
    void shouldStripAFailedUploadWhenItsBytesAreGoneWithoutCallingItPurged() {
        Recording failed = failed(NOW);
        claim(NOW);

        List<Recording> buried = recordings().bury(List.of(failed.id()), NOW.plusSeconds(1));

        assertThat(buried).isEmpty();
        Recording stripped = find(failed);
        assertThat(stripped).isEqualTo(reread(failed));
        assertThat(stripped.state()).isEqualTo(RecordingState.FAILED);
        assertThat(stripped)
                .extracting(Recording::callId, Recording::recordingId, Recording::objectKey)
                .containsOnlyNulls();
        assertThat(claim(NOW.plus(LONG))).isEmpty();
    }
}
