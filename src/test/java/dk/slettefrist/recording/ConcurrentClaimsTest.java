package dk.slettefrist.recording;

import static dk.slettefrist.testing.DatabaseContract.freshId;
import static dk.slettefrist.testing.OtherTransaction.resultOf;
import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.NOW;
import static dk.slettefrist.testing.Times.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.recording.RecordingRepository.Claim;
import dk.slettefrist.testing.OtherTransaction;
import dk.slettefrist.testing.OwnDatabase;
import dk.slettefrist.testing.TestServers;

/** Sweeps and flags that meet at the same row. */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(OwnDatabase.class)
@QuarkusTestResource(TestServers.class)
class ConcurrentClaimsTest {

    private static final Instant DEADLINE = NOW.plus(SHORT);
    private static final Instant LEASE_END = DEADLINE.plus(RecordingContract.LEASE);
    private static final RetryDelay DELAY = new RetryDelay(Duration.ofSeconds(2), Duration.ofMinutes(1));

    @Inject
    RecordingRepository recordings;

    @Inject
    CallRepository calls;

    @Inject
    EntityManager entities;

    @Inject
    OtherTransaction other;

    @AfterEach
    void removeTraces() {
        other.removeTraces();
    }

    @Test
    void shouldNeverGiveTwoSweepsTheSameRow() {
        Set<UUID> due = IntStream.range(0, 20)
                .mapToObj(i -> other.commit(this::stored).id())
                .collect(Collectors.toSet());

        Set<UUID> mine = new HashSet<>();
        Set<UUID> theirs = new HashSet<>();
        QuarkusTransaction.requiringNew().run(() -> {
            mine.addAll(claim(7));
            theirs.addAll(other.commit(() -> claim(1000)));
        });

        mine.retainAll(due);
        theirs.retainAll(due);
        assertThat(mine).hasSize(7).doesNotContainAnyElementsOf(theirs);
        theirs.addAll(mine);
        assertThat(theirs).isEqualTo(due);
    }

    @Test
    void shouldLoseAFlagThatCameDuringTheClaim() {
        Recording stored = other.commit(this::stored);

        FutureTask<Integer> flag = QuarkusTransaction.requiringNew().call(() -> {
            claim(1000);
            FutureTask<Integer> waiting = other.begin(() -> flag(stored));
            other.awaitBlocked();
            return waiting;
        });

        assertThat(resultOf(flag)).isZero();
        assertThat(read(stored).state()).isEqualTo(RecordingState.PURGING);
        assertThat(read(stored).flagged()).isFalse();
    }

    @Test
    void shouldNotClaimWhatIsBeingFlagged() {
        Recording stored = other.commit(this::stored);

        Set<UUID> claimed = QuarkusTransaction.requiringNew().call(() -> {
            flag(stored);
            return other.commit(() -> claim(1000));
        });

        assertThat(claimed).doesNotContain(stored.id());
        assertThat(other.commit(() -> claim(1000))).doesNotContain(stored.id());
        assertThat(read(stored).flagged()).isTrue();
        assertThat(read(stored).state()).isEqualTo(RecordingState.STORED);
    }

    @Test
    void shouldBuryOnceThoughTwoSweepsTryAtOnce() {
        Recording stored = other.commit(this::stored);
        other.commit(() -> claim(1000));

        FutureTask<List<Recording>> second = QuarkusTransaction.requiringNew().call(() -> {
            recordings.bury(List.of(stored.id()), DEADLINE);
            FutureTask<List<Recording>> waiting = other.begin(() -> recordings.bury(List.of(stored.id()), LEASE_END));
            other.awaitBlocked();
            return waiting;
        });

        assertThat(resultOf(second)).isEmpty();
        assertThat(read(stored).purgedAt()).isEqualTo(DEADLINE);
    }

    @Test
    void shouldNotWaitInACircleThoughTwoSweepsBuryTheSameClaims() {
        neitherSweepWaitsInACircle(claims -> recordings.bury(claims, DEADLINE));
    }

    @Test
    void shouldNotWaitInACircleThoughTwoSweepsReleaseTheSameClaims() {
        neitherSweepWaitsInACircle(claims -> recordings.release(claims, DELAY, DEADLINE));
    }

    /** The table has the higher one first, and the second sweep reads it from its beginning. */
    private void neitherSweepWaitsInACircle(Consumer<List<UUID>> settle) {
        UUID lower = Ids.next();
        UUID higher = Ids.next();
        other.commit(() -> claimed(higher));
        other.commit(() -> claimed(lower));

        FutureTask<Boolean> second = QuarkusTransaction.requiringNew().call(() -> {
            settle.accept(List.of(lower));
            FutureTask<Boolean> waiting = other.begin(() -> {
                readTablesFromTheirBeginning();
                settle.accept(List.of(lower, higher));
                return true;
            });
            other.awaitBlocked();
            settle.accept(List.of(higher));
            return waiting;
        });

        assertThat(resultOf(second)).isTrue();
    }

    private Set<UUID> claimed(UUID id) {
        stored(id);
        return claim(1000);
    }

    private void readTablesFromTheirBeginning() {
        for (String way : List.of("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan")) {
            entities.createNativeQuery("SET LOCAL " + way + " = off").executeUpdate();
        }
    }

    private Recording stored() {
        return stored(Ids.next());
    }

    private Recording stored(UUID id) {
        Call call = calls.open("pbx", freshId());
        Recording recording = RecordingContract.draft(
                id, call.id(), call.callId(), RecordingContract.RECORDING_ID, RecordingState.RECEIVING, NOW);
        recordings.add(recording, DEADLINE);
        recordings.store(recording.id(), false, DEADLINE, RecordingContract.AUDIO);
        return recording;
    }

    /** Just before the deadline, while the sweep's clock says that it is reached. */
    private int flag(Recording recording) {
        return recordings.flag(recording.callRef(), LONG, DEADLINE.minusNanos(1000));
    }

    private Set<UUID> claim(int limit) {
        return recordings.claimDue(DEADLINE, LEASE_END, limit).stream()
                .map(Claim::id)
                .collect(Collectors.toSet());
    }

    private Recording read(Recording recording) {
        return other.commit(() -> recordings.find(recording.id()).orElseThrow());
    }
}
