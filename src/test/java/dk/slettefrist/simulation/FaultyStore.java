package dk.slettefrist.simulation;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dk.slettefrist.storage.BodyException;
import dk.slettefrist.storage.InMemoryObjectStore;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.DelegatingStore;

/**
 * The object store of a history, and what can go wrong with it: it is away, it fails before or after the effect, it does what it was told
 * long after it was given up, it leaves half an object behind, it says that it deletes and does not, it does not say of one object whether it is there.
 */
final class FaultyStore extends DelegatingStore {

    private static final int CHUNK = 97;

    private final World world;
    private final InMemoryObjectStore bucket;
    /** In the order in which they came; whether each refuses to be deleted, or to be confirmed absent. */
    private final Map<ObjectKey, Boolean> stubborn = new LinkedHashMap<>();

    /** Every other stubborn object can be deleted, but the store does not say that it is gone. */
    private final Set<ObjectKey> unsaid = new HashSet<>();

    private int stubbornOnes;
    private final Set<String> late = new HashSet<>();

    FaultyStore(World world, InMemoryObjectStore bucket) {
        super(bucket);
        this.world = world;
        this.bucket = bucket;
    }

    @Override
    public long put(ObjectKey key, InputStream body, String contentType) {
        Fault fault = begin("put");
        boolean refuses = world.isStubborn();
        stubborn.put(key, refuses);
        if (refuses && ++stubbornOnes % 2 == 0) {
            unsaid.add(key);
        }
        byte[] bytes = received(key, body);
        if (fault == Fault.LOST) {
            late.add(key.value());
            world.later(() -> bucket.place(key.value(), bytes));
            throw lost();
        }
        keep(key, bytes);
        end("put", fault);
        return bytes.length;
    }

    private void keep(ObjectKey key, byte[] bytes) {
        if (!world.isReceiving(key)) {
            late.add(key.value());
        }
        bucket.place(key.value(), bytes);
    }

    private byte[] received(ObjectKey key, InputStream body) {
        try {
            return body.readAllBytes();
        } catch (IOException | RuntimeException e) {
            leaveHalf(key);
            throw new BodyException("The body could not be read to its end", e);
        } catch (Crash e) {
            leaveHalf(key);
            throw e;
        }
    }

    /** What was given up should be cleared away by the server, and sometimes is not. */
    private void leaveHalf(ObjectKey key) {
        if (world.leavesHalf()) {
            keep(key, new byte[] {1});
        }
    }

    @Override
    public InputStream get(ObjectKey key, long offset, long length) {
        Fault fault = begin("get");
        InputStream audio = super.get(key, offset, length);
        end("get", fault);
        return new FilterInputStream(audio) {
            @Override
            public int read(byte[] buffer, int from, int most) throws IOException {
                if (world.storeFault("read") != Fault.NONE) {
                    throw new IOException("the line to the store is dead");
                }
                return super.read(buffer, from, Math.min(most, CHUNK));
            }
        };
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
        Fault fault = begin("delete");
        Collection<ObjectKey> willing = new ArrayList<>();
        for (ObjectKey key : stubborn.keySet()) {
            if (keys.contains(key) && !refuses(key)) {
                willing.add(key);
            }
        }
        if (fault == Fault.LOST) {
            world.later(() -> erase(willing));
            throw lost();
        }
        if (world.forgetsADeletion() && !willing.isEmpty()) {
            willing.remove(willing.iterator().next());
        }
        erase(willing);
        end("delete", fault);
        if (keys.stream().anyMatch(this::refuses)) {
            world.act().disturbed = true;
            throw new ObjectStoreException("One of the keys was refused", null);
        }
    }

    private void erase(Collection<ObjectKey> keys) {
        world.beforeDeletion(keys);
        super.delete(keys);
    }

    @Override
    public Set<ObjectKey> present(Collection<ObjectKey> keys) {
        Fault fault = begin("present");
        if (fault == Fault.LOST) {
            throw lost();
        }
        Set<ObjectKey> present = new HashSet<>(super.present(keys));
        keys.stream().filter(unsaid::contains).forEach(key -> {
            world.act().disturbed = true;
            present.add(key);
        });
        end("present", fault);
        return present;
    }

    @Override
    public ObjectPage list(String after, int limit) {
        Fault fault = begin("list");
        ObjectPage page = super.list(after, limit);
        end("list", fault);
        return page;
    }

    @Override
    public ObjectPage unfinished(String after, int limit) {
        Fault fault = begin("unfinished");
        ObjectPage page = super.unfinished(after, limit);
        end("unfinished", fault);
        return page;
    }

    @Override
    public void examine() {
        end("examine", begin("examine"));
    }

    /** From now on every object can be deleted. */
    void relent() {
        stubborn.replaceAll((key, was) -> false);
        unsaid.clear();
    }

    /** Whether an object came, or may have come, after its upload was given up: only these may be left for the reconciler. */
    boolean cameLate(String name) {
        return late.contains(name);
    }

    boolean has(ObjectKey key) {
        return !bucket.present(List.of(key)).isEmpty();
    }

    /** Whether exactly these bytes lie under the key. */
    boolean has(ObjectKey key, byte[] bytes) {
        if (!has(key)) {
            return false;
        }
        try (InputStream there = bucket.get(key, 0, Integer.MAX_VALUE)) {
            return Arrays.equals(there.readAllBytes(), bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean refuses(ObjectKey key) {
        return stubborn.getOrDefault(key, false) && !unsaid.contains(key);
    }

    private Fault begin(String what) {
        world.pause(what);
        Fault fault = world.storeFault(what);
        if (fault == Fault.BEFORE) {
            throw new ObjectStoreException("The object store could not be reached", null);
        }
        return fault;
    }

    private void end(String what, Fault fault) {
        if (fault != Fault.NONE) {
            throw lost();
        }
        world.pause(what + " done");
    }

    private static ObjectStoreException lost() {
        return new ObjectStoreException("The object store did not answer", null);
    }
}
