package dk.slettefrist.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A bucket without versions in memory. Safe for use by many threads. */
public final class InMemoryObjectStore implements ObjectStore {

    private static final int MOST = 1000;

    private record Stored(byte[] bytes, Instant at) {}

    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, Instant> uploads = new ConcurrentSkipListMap<>();
    private final Supplier<Instant> clock;
    private volatile boolean away;

    public InMemoryObjectStore() {
        this(Instant::now);
    }

    /** @param clock by which objects are dated */
    public InMemoryObjectStore(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** While true, every call fails as if the store could not be reached. */
    public void away(boolean now) {
        away = now;
    }

    /** Puts an object that is not ours, or ours with a name of the caller's choice. */
    public void place(String name, byte[] bytes) {
        objects.put(name, new Stored(bytes.clone(), clock.get()));
    }

    /** Puts an object of that age. */
    public void place(String name, byte[] bytes, Instant at) {
        objects.put(name, new Stored(bytes.clone(), at));
    }

    /** Begins an upload that nobody will end. */
    public void beginUpload(String name) {
        uploads.put(name, clock.get());
    }

    /** All names there are. */
    public Set<String> names() {
        return Set.copyOf(objects.keySet());
    }

    @Override
    public long put(ObjectKey key, InputStream body, String contentType) {
        reach();
        byte[] bytes;
        try {
            bytes = body.readAllBytes();
        } catch (IOException | RuntimeException e) {
            throw new BodyException("The body could not be read to its end", e);
        }
        reach();
        place(key.value(), bytes);
        return bytes.length;
    }

    @Override
    public InputStream get(ObjectKey key, long offset, long length) {
        reach();
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("offset must be 0 or more, length 1 or more");
        }
        Stored stored = objects.get(key.value());
        if (stored == null) {
            throw new ObjectMissingException("There is no such object", null);
        }
        int size = stored.bytes().length;
        if (offset >= size) {
            throw new ObjectStoreException("The range begins after the object's end", null);
        }
        return new ByteArrayInputStream(
                Arrays.copyOfRange(stored.bytes(), (int) offset, (int) Math.min(size, offset + length)));
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
        reach();
        checked(keys).forEach(key -> {
            objects.remove(key.value());
            uploads.remove(key.value());
        });
    }

    @Override
    public Set<ObjectKey> present(Collection<ObjectKey> keys) {
        reach();
        return checked(keys).stream()
                .filter(key -> objects.containsKey(key.value()) || uploads.containsKey(key.value()))
                .collect(Collectors.toSet());
    }

    @Override
    public ObjectPage list(String after, int limit) {
        return page(objects, Stored::at, after, limit);
    }

    @Override
    public ObjectPage unfinished(String after, int limit) {
        return page(uploads, Function.identity(), after, limit);
    }

    @Override
    public void uncover(ObjectKey key) {
        reach();
    }

    private <T> ObjectPage page(NavigableMap<String, T> all, Function<T, Instant> time, String after, int limit) {
        reach();
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to 1,000");
        }
        NavigableMap<String, T> rest = after == null ? all : all.tailMap(after, false);
        List<ObjectPage.Item> found = rest.entrySet().stream()
                .limit(limit + 1L)
                .map(entry -> new ObjectPage.Item(entry.getKey(), time.apply(entry.getValue())))
                .toList();
        return found.size() <= limit
                ? new ObjectPage(found, null)
                : new ObjectPage(found.subList(0, limit), found.get(limit - 1).name());
    }

    @Override
    public void examine() {
        reach();
    }

    private void reach() {
        if (away) {
            throw new ObjectStoreException("The object store could not be reached", null);
        }
    }

    private static Collection<ObjectKey> checked(Collection<ObjectKey> keys) {
        if (keys.size() > MOST) {
            throw new IllegalArgumentException("at most 1,000 keys");
        }
        return keys;
    }
}
