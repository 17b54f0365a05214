package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store does. Each test has an empty bucket of its own. */
public abstract class ObjectStoreContract {

    private static final int PART = 5 * 1024 * 1024;
    private static final String WAV = "audio/wav";

    /** The same store throughout a test. */
    protected abstract ObjectStore store();

    /** Names that are not ours, in the store's order. */
    protected List<String> foreignNames() {
        return List.of("backup/old dump+1.sql", "readme", "rec/not-ours", "z/ø&<>'\".txt");
    }

    /** Puts an object past the port, under a name that may not be ours. */
    protected abstract void place(String name, byte[] bytes);

    /** Begins a multipart upload past the port that nobody will end. */
    protected abstract void beginUpload(String name);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 3 * PART + 7})
    void shouldGiveBackWhatWasPutOfUnknownLength(int length) throws IOException {
        ObjectKey key = ObjectKey.random();
        byte[] bytes = Bodies.bytes(length);

        long acknowledged = store().put(key, Bodies.of(bytes), WAV);

        assertThat(acknowledged).isEqualTo(length);
        assertThat(store().present(List.of(key))).containsExactly(key);
        if (length > 0) {
            assertThat(read(key, 0, length)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 1", "0, 100, 0, 100", "99, 1, 99, 100", "10, 20, 10, 30", "90, 1000, 90, 100"})
    void shouldGiveTheRangeThatIsThere(long offset, long length, int from, int to) throws IOException {
        ObjectKey key = ObjectKey.random();
        byte[] bytes = Bodies.bytes(100);
        store().put(key, Bodies.of(bytes), WAV);

        byte[] range = read(key, offset, length);

        assertThat(range).isEqualTo(Arrays.copyOfRange(bytes, from, to));
    }

    @Test
    void shouldRefuseARangeBehindTheEnd() {
        ObjectKey key = ObjectKey.random();
        store().put(key, Bodies.of(Bodies.bytes(10)), WAV);

        assertThatThrownBy(() -> store().get(key, 10, 1))
                .isInstanceOf(ObjectStoreException.class)
                .isNotInstanceOf(ObjectMissingException.class);
    }

    @Test
    void shouldSayThatAnObjectIsMissing() {
        assertThatThrownBy(() -> store().get(ObjectKey.random(), 0, 1)).isInstanceOf(ObjectMissingException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART, 2 * PART + 1})
    void shouldLeaveNothingWhenTheBodyFails(int after) {
        ObjectKey key = ObjectKey.random();
        IOException failure = new IOException("the line is dead");

        assertThatThrownBy(() -> store().put(key, Bodies.failingAfter(after, () -> failure), WAV))
                .isInstanceOf(BodyException.class)
                .hasCause(failure);

        assertThat(store().present(List.of(key))).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void shouldPassOnWhatTheBodyThrowsUnchecked() {
        IllegalStateException failure = new IllegalStateException("too much");

        assertThatThrownBy(() -> store().put(ObjectKey.random(), Bodies.failingAfter(PART + 1, () -> failure), WAV))
                .isInstanceOf(BodyException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void shouldDeleteTheKeysAndNoOther() {
        ObjectKey deleted = ObjectKey.random();
        ObjectKey kept = ObjectKey.random();
        store().put(deleted, Bodies.of(Bodies.bytes(3)), WAV);
        store().put(kept, Bodies.of(Bodies.bytes(3)), WAV);

        store().delete(List.of(deleted));

        assertThat(store().present(List.of(deleted, kept))).containsExactly(kept);
        assertThatThrownBy(() -> store().get(deleted, 0, 1)).isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void shouldTakeDeletingNothingAsDone() {
        assertThatCode(() -> store().delete(List.of(ObjectKey.random()))).doesNotThrowAnyException();
        assertThatCode(() -> store().delete(List.of())).doesNotThrowAnyException();
        assertThat(store().present(List.of())).isEmpty();
    }

    @Test
    void shouldDeleteAThousandAtOnce() {
        List<ObjectKey> keys =
                IntStream.range(0, 1000).mapToObj(i -> ObjectKey.random()).toList();
        keys.parallelStream().forEach(key -> store().put(key, Bodies.of(new byte[] {1}), WAV));
        assertThat(store().present(keys)).hasSize(1000);

        store().delete(keys);

        assertThat(store().present(keys)).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void shouldRefuseMoreThanAThousand() {
        List<ObjectKey> keys =
                IntStream.range(0, 1001).mapToObj(i -> ObjectKey.random()).toList();

        assertThatIllegalArgumentException().isThrownBy(() -> store().delete(keys));
        assertThatIllegalArgumentException().isThrownBy(() -> store().present(keys));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void shouldListAllPageByPageInOneOrder(int limit) {
        List<String> foreign = foreignNames();
        foreign.forEach(name -> place(name, new byte[] {1}));
        ObjectKey ours = ObjectKey.random();
        store().put(ours, Bodies.of(new byte[] {1}), WAV);

        List<String> found = pages(limit).map(ObjectPage.Item::name).toList();

        assertThat(found)
                .containsExactlyElementsOf(Stream.concat(foreign.stream(), Stream.of(ours.value()))
                        .sorted()
                        .toList());
    }

    @Test
    void shouldTellWhenAnObjectWasWritten() {
        Instant before = Instant.now().minusSeconds(60);
        store().put(ObjectKey.random(), Bodies.of(new byte[] {1}), WAV);

        assertThat(pages(10)).singleElement().satisfies(item -> assertThat(item.lastModified())
                .isBetween(before, Instant.now().plusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void shouldListUnfinishedUploadsPageByPageInOneOrder(int limit) {
        List<String> begun = Stream.generate(ObjectKey::random)
                .limit(5)
                .map(ObjectKey::value)
                .toList();
        begun.forEach(this::beginUpload);
        store().put(ObjectKey.random(), Bodies.of(new byte[] {1}), WAV);

        List<String> found =
                pages(store()::unfinished, limit).map(ObjectPage.Item::name).toList();

        assertThat(found).containsExactlyElementsOf(begun.stream().sorted().toList());
    }

    @Test
    void shouldTellWhenAnUnfinishedUploadBegan() {
        Instant before = Instant.now().minusSeconds(60);
        beginUpload(ObjectKey.random().value());

        assertThat(pages(store()::unfinished, 10)).singleElement().satisfies(item -> assertThat(item.lastModified())
                .isBetween(before, Instant.now().plusSeconds(60)));
    }

    @Test
    void shouldListNoUploadThatEnded() {
        store().put(ObjectKey.random(), Bodies.of(Bodies.bytes(PART + 1)), WAV);
        ObjectKey deleted = ObjectKey.random();
        beginUpload(deleted.value());
        assertThat(store().present(List.of(deleted))).containsExactly(deleted);

        store().delete(List.of(deleted));

        assertThat(pages(store()::unfinished, 1000)).isEmpty();
        assertThat(store().present(List.of(deleted))).isEmpty();
    }

    @Test
    void shouldNotHarmWhatNothingCovers() throws IOException {
        ObjectKey key = ObjectKey.random();
        store().put(key, Bodies.of(new byte[] {7}), WAV);

        store().uncover(key);
        store().uncover(ObjectKey.random());

        assertThat(read(key, 0, 1)).containsExactly(7);
        assertThat(pages(10)).singleElement().matches(item -> !item.covered());
    }

    @Test
    void shouldLeaveNothingOfAnExamination() {
        store().examine();
        store().examine();

        assertThat(names()).isEmpty();
    }

    protected final Set<String> names() {
        return Set.copyOf(pages(1000).map(ObjectPage.Item::name).toList());
    }

    private Stream<ObjectPage.Item> pages(int limit) {
        return pages(store()::list, limit);
    }

    private static Stream<ObjectPage.Item> pages(BiFunction<String, Integer, ObjectPage> listing, int limit) {
        List<ObjectPage.Item> items = new ArrayList<>();
        String after = null;
        do {
            ObjectPage page = listing.apply(after, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            items.addAll(page.items());
            after = page.next();
        } while (after != null);
        return items.stream();
    }

    private byte[] read(ObjectKey key, long offset, long length) throws IOException {
        try (InputStream stream = store().get(key, offset, length)) {
            return stream.readAllBytes();
        }
    }
}
