package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.storage.InMemoryObjectStore;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.testing.DelegatingStore;
import dk.slettefrist.testing.InMemoryDatabase;

/** Whether a start takes the bucket for its own. */
class BucketCheckTest {

    private static final byte[] BYTES = {1};

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final StoredRows rows = new StoredRows(database);
    private final Instant stored = Instant.now();
    private final Instant now = stored.plusSeconds(60);

    @Test
    void shouldRefuseABucketThatHasNothingOfTheRows() {
        rows.add(stored);
        rows.add(stored);

        assertThatThrownBy(() -> check(store, now, false).refuseAnother())
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("none of the 2 recordings")
                .hasMessageContaining("slettefrist.s3.bucket");
    }

    @Test
    void shouldTakeABucketThatHasSomeOfThem() {
        rows.add(stored);
        store.place(rows.add(stored).objectKey().value(), BYTES);

        assertThatCode(() -> check(store, now, false).refuseAnother()).doesNotThrowAnyException();
    }

    @Test
    void shouldTakeAnyBucketWhereThereAreNoRows() {
        assertThatCode(() -> check(store, now, false).refuseAnother()).doesNotThrowAnyException();
    }

    /** Of a restored database they may have been purged since. */
    @Test
    void shouldNotAskForWhatIsPastItsDeadlineWhereThereIsOther() {
        Recording due = rows.add(stored);
        store.place(rows.add(stored.plusSeconds(60)).objectKey().value(), BYTES);

        assertThatCode(() -> check(store, due.expiresAt().plusSeconds(1), false).refuseAnother())
                .doesNotThrowAnyException();
    }

    /** After a long time in which the service did not run. */
    @Test
    void shouldRefuseABucketThatHasNothingOfRowsThatAreAllOverdue() {
        Recording due = rows.add(stored);

        assertThatThrownBy(() ->
                        check(store, due.expiresAt().plusSeconds(1), false).refuseAnother())
                .isInstanceOf(StartupRefusedException.class);
    }

    @Test
    void shouldTakeABucketThatHasWhatIsOverdue() {
        Recording due = rows.add(stored);
        store.place(due.objectKey().value(), BYTES);

        assertThatCode(() -> check(store, due.expiresAt().plusSeconds(1), false).refuseAnother())
                .doesNotThrowAnyException();
    }

    /** What is not answered counts as present. */
    @Test
    void shouldAskAgainForWhatTheStoreDidNotSay() {
        rows.add(stored);
        boolean[] asked = {false};
        ObjectStore silentOnce = new DelegatingStore(store) {
            @Override
            public Set<ObjectKey> present(Collection<ObjectKey> keys) {
                boolean again = asked[0];
                asked[0] = true;
                return again ? super.present(keys) : Set.copyOf(keys);
            }
        };

        assertThatThrownBy(() -> check(silentOnce, now, false).refuseAnother())
                .isInstanceOf(StartupRefusedException.class);
    }

    @Test
    void shouldTakeABucketWhoseLossIsKnown() {
        Recording lost = rows.add(stored);
        database.storedObjects().markMissing(Set.of(lost.objectKey()), now);

        assertThatCode(() -> check(store, now, false).refuseAnother()).doesNotThrowAnyException();
    }

    @Test
    void shouldTakeABucketWhoseLossIsAccepted() {
        rows.add(stored);

        assertThatCode(() -> check(store, now, true).refuseAnother()).doesNotThrowAnyException();
    }

    /** Another replica still works while this one starts. */
    @Test
    void shouldNotMissWhatIsPurgedMeanwhile() {
        Recording due = rows.add(stored);
        ObjectStore late = new DelegatingStore(store) {
            @Override
            public Set<ObjectKey> present(Collection<ObjectKey> keys) {
                database.recordings().claimDue(due.expiresAt(), due.expiresAt().plusSeconds(5), 10);
                return super.present(keys);
            }
        };

        assertThatCode(() -> check(late, now, false).refuseAnother()).doesNotThrowAnyException();
    }

    private BucketCheck check(ObjectStore bucket, Instant time, boolean acceptLoss) {
        return new BucketCheck(
                bucket,
                new Marks(database.storedObjects(), database.audit(), () -> time),
                new TestReconciler.Settings(Duration.ofMinutes(15), acceptLoss));
    }
}
