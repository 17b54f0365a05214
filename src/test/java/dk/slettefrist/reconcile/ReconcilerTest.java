package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.Ids;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.storage.InMemoryObjectStore;
import dk.slettefrist.storage.Installation;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectKeys;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.DelegatingStore;
import dk.slettefrist.testing.InMemoryDatabase;

class ReconcilerTest {

    private static final Duration GRACE = Duration.ofMinutes(15);

    private static final ObjectKeys KEYS = new ObjectKeys(UUID.fromString("5e77ef12-0000-4000-8000-000000000001"));
    private static final ObjectKeys OTHERS = new ObjectKeys(UUID.fromString("0714e125-0000-4000-8000-000000000001"));

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryObjectStore store = new InMemoryObjectStore();

    /** The in-memory store stamps objects with the time of the machine; the service's time is set relative to that. */
    private Instant now = Instant.now().plus(GRACE).plus(Duration.ofMinutes(1));

    @Test
    void shouldDeleteAnOldObjectThatNoRowHolds() {
        store.place(KEYS.next().value(), new byte[] {1});

        var findings = reconciler().run();

        assertThat(findings.objects().orphans()).isOne();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void shouldLeaveAYoungObjectAlone() {
        store.place(KEYS.next().value(), new byte[] {1});
        now = Instant.now().plus(GRACE).minus(Duration.ofMinutes(1));

        var findings = reconciler().run();

        assertThat(findings.objects().orphans()).isZero();
        assertThat(store.names()).hasSize(1);
    }

    @Test
    void shouldNeverTouchAnObjectThatARowHolds() {
        ObjectKey held = row();
        store.place(held.value(), new byte[] {1});

        var findings = reconciler().run();

        assertThat(findings.objects().orphans()).isZero();
        assertThat(store.names()).containsExactly(held.value());
    }

    @Test
    void shouldCountForeignObjectsAndNeverTouchThem() {
        store.place("holiday.jpg", new byte[] {1});
        store.place("rec/not-a-key", new byte[] {1});

        var findings = reconciler().run();

        assertThat(findings.objects().foreign()).isEqualTo(2);
        assertThat(store.names()).containsExactlyInAnyOrder("holiday.jpg", "rec/not-a-key");
    }

    @Test
    void shouldNeverDeleteAnOldObjectOfAnotherInstallation() {
        String others = OTHERS.next().value();
        String nobodys = ObjectKey.random().value();
        store.place(others, new byte[] {1});
        store.place(nobodys, new byte[] {1});
        store.place(KEYS.next().value(), new byte[] {1});

        var findings = reconciler().run();

        assertThat(findings.objects()).isEqualTo(new ObjectFindings(3, 1, 0, 2));
        assertThat(store.names()).containsExactlyInAnyOrder(others, nobodys);
    }

    @Test
    void shouldTakeTheObjectsOfAFormerDatabaseAsForeignFromTheNextPageOn() {
        for (int i = 0; i < 1500; i++) {
            store.place(KEYS.next().value(), new byte[] {1});
        }
        Iterator<ObjectKeys> databases = List.of(KEYS, OTHERS).iterator();

        var findings = reconciler(store, databases::next).run();

        assertThat(findings.objects()).isEqualTo(new ObjectFindings(1500, 1000, 0, 500));
        assertThat(store.names()).hasSize(500);
    }

    @Test
    void shouldGoOnWhenAnOrphanCannotBeDeleted() {
        for (int i = 0; i < 1500; i++) {
            store.place(KEYS.next().value(), new byte[] {1});
        }
        String stubborn = store.list(null, 1).items().get(0).name();

        var findings =
                reconciler(new StubbornObjectStore(store, stubborn), () -> KEYS).run();

        assertThat(findings.objects()).isEqualTo(new ObjectFindings(1500, 1499, 1, 0));
        assertThat(store.names()).containsExactly(stubborn);
    }

    @Test
    void shouldNotCountAsDeletedWhatNobodyConfirmed() {
        store.place(KEYS.next().value(), new byte[] {1});
        ObjectStore silent = new StubbornObjectStore(store, null);

        var findings = reconciler(silent, () -> KEYS).run();

        assertThat(findings.objects()).isEqualTo(new ObjectFindings(1, 0, 1, 0));
    }

    @Test
    void shouldGoThroughEveryPage() {
        ObjectKey held = row();
        store.place(held.value(), new byte[] {1});
        for (int i = 0; i < 2500; i++) {
            store.place(KEYS.next().value(), new byte[] {1});
        }

        var findings = reconciler().run();

        assertThat(findings.objects().objects()).isEqualTo(2501);
        assertThat(findings.objects().orphans()).isEqualTo(2500);
        assertThat(store.names()).containsExactly(held.value());
    }

    @Test
    void shouldTellWhatItDidWhenItFailsOnTheWay() {
        for (int i = 0; i < 1500; i++) {
            store.place(KEYS.next().value(), new byte[] {1});
        }
        ObjectStore breaking = new DelegatingStore(store) {
            @Override
            public ObjectPage list(String after, int limit) {
                if (after != null) {
                    throw new ObjectStoreException("no answer", null);
                }
                return super.list(null, limit);
            }
        };
        var reconciler = new TestReconciler(breaking, () -> KEYS, database, () -> now, GRACE);

        assertThatThrownBy(reconciler::run).isInstanceOf(ObjectStoreException.class);

        assertThat(reconciler.runs())
                .containsExactly(new Findings(
                        RowFindings.NONE,
                        new ObjectFindings(1000, 1000, 0, 0),
                        ObjectFindings.NONE,
                        Findings.Ending.FAILED));
    }

    private Reconciler reconciler() {
        return reconciler(store, () -> KEYS);
    }

    private Reconciler reconciler(ObjectStore bucket, Installation installation) {
        return new TestReconciler(bucket, installation, database, () -> now, GRACE).reconciler();
    }

    private ObjectKey row() {
        String name = UUID.randomUUID().toString();
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        Recording recording = new Recording(
                Ids.next(),
                database.calls().open("pbx", name).id(),
                "pbx",
                name,
                name,
                RecordingState.RECEIVING,
                false,
                start,
                start,
                start,
                start,
                start,
                null,
                KEYS.next(),
                null,
                null,
                null);
        database.recordings().add(recording, start);
        return recording.objectKey();
    }
}
