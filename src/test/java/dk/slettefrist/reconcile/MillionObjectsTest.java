package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.StoredObjects;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.testing.InMemoryDatabase;

/**
 * A bucket of a million objects, of which every thousandth has no row, and a database of as many rows, of which some have no object.
 * Nothing of it is kept: names are made when they are asked for.
 */
class MillionObjectsTest {

    private static final int MILLION = 1_000_000;
    private static final int MOST = 1000;
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String PREFIX = StoredRows.KEYS.next().value().substring(0, "rec/00000000/".length());

    private final BitSet deleted = new BitSet(MILLION);
    private final BitSet marked = new BitSet(MILLION);
    private int largest;
    private int pages;

    @Test
    void shouldGoThroughAMillionObjectsWithAPageInMemoryAndTouchNoGoodOne() {
        var findings = reconciler().run();

        assertThat(findings.rows()).isEqualTo(new RowFindings(999_000, 500, 500, 0, 0));
        assertThat(findings.objects()).isEqualTo(new ObjectFindings(999_500, 1000, 0, 0));
        assertThat(deleted.stream().allMatch(MillionObjectsTest::isOrphan)).isTrue();
        assertThat(marked.stream().allMatch(MillionObjectsTest::isMissing)).isTrue();
        assertThat(largest).isEqualTo(MOST);
        assertThat(pages)
                .as("the bucket is listed once for the rows and once for the objects")
                .isLessThan(2010);
    }

    /** In the database there is no row of it. */
    private static boolean isOrphan(int number) {
        return number % 1000 == 7;
    }

    /** In the bucket there is no object of it. */
    private static boolean isMissing(int number) {
        return number % 2000 == 8;
    }

    private static ObjectKey key(int number) {
        return new ObjectKey(PREFIX + HexFormat.of().toHexDigits(number) + "-0000-4000-8000-000000000000");
    }

    private static int numberOf(String name) {
        return name.startsWith(PREFIX)
                ? Integer.parseInt(name.substring(PREFIX.length(), PREFIX.length() + 8), 16)
                : -1;
    }

    private Reconciler reconciler() {
        ObjectStore store = new Bucket();
        RecordingRepository recordings = (RecordingRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RecordingRepository.class},
                (proxy, method, arguments) -> held((Collection<?>) arguments[0]));
        return new Reconciler(
                store,
                new Stocktaking(
                        store, new Sight(store), new Marks(new Rows(), new InMemoryDatabase().audit(), () -> NOW)),
                new Clearance(store, new HeldKeys(() -> StoredRows.KEYS, recordings)),
                findings -> {},
                () -> NOW,
                new TestReconciler.Settings(Duration.ofMinutes(15)));
    }

    private Set<ObjectKey> held(Collection<?> keys) {
        return keys.stream()
                .map(ObjectKey.class::cast)
                .filter(key -> !isOrphan(numberOf(key.value())))
                .collect(Collectors.toSet());
    }

    private <T> List<T> page(Stream<T> items) {
        List<T> page = items.toList();
        largest = Math.max(largest, page.size());
        return page;
    }

    private static IntStream numbersAfter(String name) {
        return IntStream.range(name == null ? 0 : numberOf(name) + 1, MILLION);
    }

    private final class Rows implements StoredObjects {

        @Override
        public List<Expected> page(ObjectKey after, int limit, Instant receivedBefore, Instant now) {
            return MillionObjectsTest.this.page(numbersAfter(after == null ? null : after.value())
                    .filter(number -> !isOrphan(number))
                    .limit(limit)
                    .mapToObj(number -> new Expected(key(number), marked.get(number))));
        }

        @Override
        public List<Marked> markMissing(Collection<ObjectKey> keys, Instant now) {
            keys.forEach(key -> marked.set(numberOf(key.value())));
            return keys.stream().map(key -> new Marked(null, null)).toList();
        }

        @Override
        public int expected(Collection<ObjectKey> keys, Instant now) {
            return keys.size();
        }

        @Override
        public List<Marked> markFound(Collection<ObjectKey> keys) {
            return List.of();
        }
    }

    private final class Bucket implements ObjectStore {

        @Override
        public ObjectPage list(String after, int limit) {
            pages++;
            List<ObjectPage.Item> items = MillionObjectsTest.this.page(numbersAfter(after)
                    .filter(number -> !isMissing(number) && !deleted.get(number))
                    .limit(limit)
                    .mapToObj(number -> new ObjectPage.Item(key(number).value(), NOW.minus(Duration.ofHours(1)))));
            return new ObjectPage(
                    items,
                    items.size() < limit ? null : items.get(items.size() - 1).name());
        }

        @Override
        public Set<ObjectKey> present(Collection<ObjectKey> keys) {
            return keys.stream()
                    .filter(key -> !isMissing(numberOf(key.value())) && !deleted.get(numberOf(key.value())))
                    .collect(Collectors.toSet());
        }

        @Override
        public void delete(Collection<ObjectKey> keys) {
            keys.forEach(key -> deleted.set(numberOf(key.value())));
        }

        @Override
        public ObjectPage unfinished(String after, int limit) {
            return new ObjectPage(List.of(), null);
        }

        @Override
        public InputStream get(ObjectKey key, long offset, long length) {
            return new ByteArrayInputStream(new byte[] {1});
        }

        @Override
        public long put(ObjectKey key, InputStream body, String contentType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void uncover(ObjectKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void examine() {
            // There is nothing to look at.
        }
    }
}
