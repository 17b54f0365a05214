package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.storage.InMemoryObjectStore;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.DelegatingStore;
import dk.slettefrist.testing.InMemoryDatabase;

/** Rows without objects: marked when the store confirms it, and never given up. */
class MissingObjectsTest {

    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final byte[] BYTES = {1};

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final StoredRows rows = new StoredRows(database);
    private final Instant now = Instant.now().plus(GRACE.multipliedBy(2));

    @Test
    void shouldMarkARecordingWhoseObjectIsGoneAndLeaveItAsItIs() {
        Recording missing = old();
        Recording good = withObject(old());

        var findings = run(store);

        assertThat(findings.rows()).isEqualTo(new RowFindings(2, 1, 1, 0, 0));
        assertThat(marked()).containsExactly(missing.objectKey());
        assertThat(audited(AuditType.MISSING)).containsExactly(missing.id());
        assertThat(row(missing)).isEqualTo(missing);
        assertThat(row(good)).isEqualTo(good);
    }

    @Test
    void shouldTellOnceOnlyThatARecordingIsMissing() {
        Recording missing = old();

        run(store);
        var again = run(store);

        assertThat(again.rows()).isEqualTo(new RowFindings(1, 1, 0, 0, 0));
        assertThat(again.changed()).isFalse();
        assertThat(audited(AuditType.MISSING)).containsExactly(missing.id());
    }

    @Test
    void shouldTakeTheMarkAwayWhenTheObjectIsThereAgain() {
        Recording missing = old();
        run(store);
        withObject(missing);

        var findings = run(store);

        assertThat(findings.rows()).isEqualTo(new RowFindings(1, 0, 0, 1, 0));
        assertThat(marked()).isEmpty();
        assertThat(audited(AuditType.FOUND)).containsExactly(missing.id());
    }

    @Test
    void shouldNotMissWhatWasReceivedWithinTheGrace() {
        rows.add(now.minus(GRACE));

        assertThat(run(store).rows()).isEqualTo(RowFindings.NONE);
        assertThat(marked()).isEmpty();
    }

    @Test
    void shouldNotMissWhatIsDue() {
        rows.add(now.minus(Duration.ofDays(30)));

        assertThat(run(store).rows()).isEqualTo(RowFindings.NONE);
        assertThat(audited(AuditType.MISSING)).isEmpty();
    }

    @Test
    void shouldCompareMoreThanAPage() {
        Stream.generate(this::old).limit(1200).forEach(this::withObject);
        List<ObjectKey> missing =
                Stream.generate(this::old).limit(5).map(Recording::objectKey).toList();
        store.place("rec/0", BYTES);
        store.place("z", BYTES);

        var findings = run(store);

        assertThat(findings.rows()).isEqualTo(new RowFindings(1205, 5, 5, 0, 0));
        assertThat(marked()).containsExactlyInAnyOrderElementsOf(missing);
        assertThat(findings.objects()).isEqualTo(new ObjectFindings(1202, 0, 0, 2));
    }

    @Test
    void shouldMarkNothingWhenTheStoreIsAway() {
        old();
        store.away(true);

        assertThatThrownBy(() -> run(store)).isInstanceOf(ObjectStoreException.class);

        assertThat(marked()).isEmpty();
    }

    @Test
    void shouldMarkNothingThatOnlyTheListingLacks() {
        withObject(old());
        ObjectStore forgetful = new DelegatingStore(store) {
            @Override
            public ObjectPage list(String after, int limit) {
                return new ObjectPage(List.of(), null);
            }
        };

        assertThat(run(forgetful).rows()).isEqualTo(new RowFindings(1, 0, 0, 0, 0));
        assertThat(marked()).isEmpty();
    }

    @Test
    void shouldMarkNothingWhenTheStoreDoesNotSayWhatItHas() {
        old();
        ObjectStore silent = new DelegatingStore(store) {
            @Override
            public Set<ObjectKey> present(Collection<ObjectKey> keys) {
                throw new ObjectStoreException("no answer", null);
            }
        };

        var findings = run(silent);

        assertThat(findings.rows()).isEqualTo(new RowFindings(1, 0, 0, 0, 0, 1));
        assertThat(marked()).isEmpty();
    }

    @Test
    void shouldGoOnToTheOrphansWhenTheStoreDoesNotSayWhatItHasOfARecording() {
        Recording unknown = old();
        store.place(StoredRows.KEYS.next().value(), BYTES);
        ObjectStore forgetful = new DelegatingStore(store) {
            @Override
            public Set<ObjectKey> present(Collection<ObjectKey> keys) {
                if (keys.contains(unknown.objectKey())) {
                    throw new ObjectStoreException("no answer", null);
                }
                return super.present(keys);
            }
        };

        var findings = run(forgetful);

        assertThat(findings.rows().unknown()).isOne();
        assertThat(findings.objects().orphans()).isOne();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void shouldDeleteNothingWhenTheStoreDoesNotSayWhatItHasOfMost() {
        Stream.generate(this::old).limit(11).forEach(recording -> {});
        store.place(StoredRows.KEYS.next().value(), BYTES);
        ObjectStore silent = new DelegatingStore(store) {
            @Override
            public Set<ObjectKey> present(Collection<ObjectKey> keys) {
                throw new ObjectStoreException("no answer", null);
            }
        };

        var findings = run(silent);

        assertThat(findings).isEqualTo(Findings.stoppedAfter(new RowFindings(11, 0, 0, 0, 0, 11)));
        assertThat(store.names()).hasSize(1);
    }

    @Test
    void shouldNotReadOneAfterTheOtherWhatTheStoreDoesNotLetRead() {
        List<Recording> missing = Stream.generate(this::old).limit(20).toList();
        Stream.generate(this::old).limit(30).forEach(this::withObject);
        run(store);
        missing.forEach(this::withObject);
        List<ObjectKey> asked = new ArrayList<>();
        ObjectStore broken = new DelegatingStore(store) {
            @Override
            public InputStream get(ObjectKey key, long offset, long length) {
                asked.add(key);
                throw new ObjectStoreException("no answer", null);
            }
        };

        var findings = run(broken);

        assertThat(asked).hasSizeLessThan(10);
        assertThat(findings.rows()).isEqualTo(new RowFindings(50, 0, 0, 0, 0, 20));
        assertThat(marked()).hasSize(20);
    }

    @Test
    void shouldUncoverWhatLiesUnderADeleteMarker() {
        Recording covered = withObject(old());
        Covering covering = new Covering(covered.objectKey(), true);

        var findings = run(covering);

        assertThat(findings.rows()).isEqualTo(new RowFindings(1, 0, 0, 0, 1));
        assertThat(marked()).isEmpty();
        assertThat(covering.covered).isFalse();
    }

    @Test
    void shouldMarkWhatStaysCovered() {
        Recording covered = withObject(old());

        var findings = run(new Covering(covered.objectKey(), false));

        assertThat(findings.rows()).isEqualTo(new RowFindings(1, 1, 1, 0, 0));
        assertThat(marked()).containsExactly(covered.objectKey());
    }

    @Test
    void shouldNeitherMarkNorUnmarkWhatCannotBeRead() {
        Recording missing = old();
        Recording unknown = old();
        run(store);
        Stream.of(missing, unknown).forEach(this::withObject);
        ObjectStore broken = new DelegatingStore(store) {
            @Override
            public InputStream get(ObjectKey key, long offset, long length) {
                if (key.equals(unknown.objectKey())) {
                    throw new ObjectStoreException("no answer", null);
                }
                return super.get(key, offset, length);
            }
        };

        var findings = run(broken);

        assertThat(findings.rows()).isEqualTo(new RowFindings(2, 0, 0, 1, 0, 1));
        assertThat(marked()).containsExactly(unknown.objectKey());
    }

    @Test
    void shouldDeleteNothingWhenTooManyAreMissing() {
        Stream.generate(this::old).limit(11).forEach(recording -> {});
        Stream.generate(this::old).limit(10).forEach(this::withObject);
        store.place(StoredRows.KEYS.next().value(), BYTES);
        store.beginUpload(StoredRows.KEYS.next().value());

        var findings = run(store);

        assertThat(findings).isEqualTo(Findings.stoppedAfter(new RowFindings(21, 11, 11, 0, 0)));
        assertThat(store.names()).hasSize(11);
        assertThat(store.unfinished(null, 10).items()).hasSize(1);
        assertThat(marked()).hasSize(11);
    }

    @Test
    void shouldDeleteOrphansBesideAFewMissingOnes() {
        Stream.generate(this::old).limit(10).forEach(recording -> {});
        store.place(StoredRows.KEYS.next().value(), BYTES);

        var findings = run(store);

        assertThat(findings.stopped()).isFalse();
        assertThat(findings.objects().orphans()).isOne();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void shouldDeleteAnUnfinishedUploadThatNoRowHolds() {
        Recording held = withObject(old());
        store.beginUpload(held.objectKey().value());
        String others = ObjectKey.random().value();
        store.beginUpload(others);
        Stream.generate(StoredRows.KEYS::next).limit(1500).forEach(key -> store.beginUpload(key.value()));

        var findings = run(store);

        assertThat(findings.uploads()).isEqualTo(new ObjectFindings(1502, 1500, 0, 1));
        assertThat(store.unfinished(null, 10).items())
                .extracting(ObjectPage.Item::name)
                .containsExactlyInAnyOrder(held.objectKey().value(), others);
    }

    @Test
    void shouldLeaveAYoungUploadAlone() {
        store.beginUpload(StoredRows.KEYS.next().value());

        var findings =
                reconciler(store, Instant.now().plus(GRACE).minusSeconds(60)).run();

        assertThat(findings.uploads()).isEqualTo(new ObjectFindings(1, 0, 0, 0));
        assertThat(store.unfinished(null, 10).items()).hasSize(1);
    }

    private Findings run(ObjectStore bucket) {
        return reconciler(bucket, now).run();
    }

    private Reconciler reconciler(ObjectStore bucket, Instant time) {
        return new TestReconciler(bucket, () -> StoredRows.KEYS, database, () -> time, GRACE).reconciler();
    }

    private Recording old() {
        return rows.add(now.minus(GRACE).minusSeconds(1));
    }

    private Recording withObject(Recording recording) {
        store.place(recording.objectKey().value(), BYTES);
        return recording;
    }

    private Recording row(Recording recording) {
        return database.recordings().find(recording.id()).orElseThrow();
    }

    private List<ObjectKey> marked() {
        return database.storedObjects().page(null, 5000, now, now).stream()
                .filter(expected -> expected.missing())
                .map(expected -> expected.key())
                .toList();
    }

    private List<UUID> audited(AuditType type) {
        return database.audit().page(now, now.plusSeconds(1), null, 5000).stream()
                .filter(event -> event.type() == type)
                .map(AuditEvent::recording)
                .toList();
    }

    /** A store with a delete marker on one object, under which there may or may not be anything. */
    private final class Covering extends DelegatingStore {

        private final ObjectKey key;
        private final boolean helps;
        private boolean covered = true;

        Covering(ObjectKey key, boolean helps) {
            super(store);
            this.key = key;
            this.helps = helps;
        }

        @Override
        public ObjectPage list(String after, int limit) {
            return new ObjectPage(
                    super.list(after, limit).items().stream()
                            .map(item -> new ObjectPage.Item(item.name(), item.lastModified(), covered))
                            .toList(),
                    null);
        }

        @Override
        public InputStream get(ObjectKey asked, long offset, long length) {
            if (asked.equals(key) && covered) {
                throw new ObjectMissingException("There is no such object", null);
            }
            return super.get(asked, offset, length);
        }

        @Override
        public void uncover(ObjectKey asked) {
            covered = covered && !(helps && asked.equals(key));
        }
    }
}
