package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.Ids;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingState;
import dk.slettefrist.storage.InMemoryObjectStore;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.testing.InMemoryDatabase;

class ReconcilerTest {

    private static final Duration GRACE = Duration.ofMinutes(15);

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryObjectStore store = new InMemoryObjectStore();

    /** The in-memory store stamps objects with the time of the machine; the service's time is set relative to that. */
    private Instant now = Instant.now().plus(GRACE).plus(Duration.ofMinutes(1));

    @Test
    void shouldDeleteAnOldObjectThatNoRowHolds() {
        store.place(ObjectKey.random().value(), new byte[] {1});

        var findings = reconciler().run();

        assertThat(findings.orphans()).isOne();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void shouldLeaveAYoungObjectAlone() {
        store.place(ObjectKey.random().value(), new byte[] {1});
        now = Instant.now().plus(GRACE).minus(Duration.ofMinutes(1));

        var findings = reconciler().run();

        assertThat(findings.orphans()).isZero();
        assertThat(store.names()).hasSize(1);
    }

    @Test
    void shouldNeverTouchAnObjectThatARowHolds() {
        ObjectKey held = row();
        store.place(held.value(), new byte[] {1});

        var findings = reconciler().run();

        assertThat(findings.orphans()).isZero();
        assertThat(store.names()).containsExactly(held.value());
    }

    @Test
    void shouldCountForeignObjectsAndNeverTouchThem() {
        store.place("holiday.jpg", new byte[] {1});
        store.place("rec/not-a-key", new byte[] {1});

        var findings = reconciler().run();

        assertThat(findings.foreign()).isEqualTo(2);
        assertThat(store.names()).containsExactlyInAnyOrder("holiday.jpg", "rec/not-a-key");
    }

    @Test
    void shouldGoThroughEveryPage() {
        ObjectKey held = row();
        store.place(held.value(), new byte[] {1});
        for (int i = 0; i < 2500; i++) {
            store.place(ObjectKey.random().value(), new byte[] {1});
        }

        var findings = reconciler().run();

        assertThat(findings.objects()).isEqualTo(2501);
        assertThat(findings.orphans()).isEqualTo(2500);
        assertThat(store.names()).containsExactly(held.value());
    }

    private Reconciler reconciler() {
        return new Reconciler(store, new HeldKeys(database.recordings()), () -> now, new FixedReconcileSettings());
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
                ObjectKey.random(),
                null,
                null,
                null);
        database.recordings().add(recording, start);
        return recording.objectKey();
    }

    private static final class FixedReconcileSettings implements ReconcileSettings {

        @Override
        public Duration every() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration grace() {
            return GRACE;
        }
    }
}
