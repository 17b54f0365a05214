package dk.slettefrist.storage;

import java.io.InputStream;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/** Deletes all it is told to but for one object, and says so. Without such an object it deletes, but does not tell what is absent. */
public final class StubbornObjectStore implements ObjectStore {

    private final ObjectStore store;
    private final String kept;

    /** @param kept the name of the object that stays; null for a store that cannot be asked */
    public StubbornObjectStore(ObjectStore store, String kept) {
        this.store = Objects.requireNonNull(store, "store");
        this.kept = kept;
    }

    @Override
    public long put(ObjectKey key, InputStream body, String contentType) {
        return store.put(key, body, contentType);
    }

    @Override
    public InputStream get(ObjectKey key, long offset, long length) {
        return store.get(key, offset, length);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
        store.delete(keys.stream().filter(key -> !key.value().equals(kept)).toList());
        if (keys.stream().anyMatch(key -> key.value().equals(kept))) {
            throw new ObjectStoreException("The object store refused one of the keys", null);
        }
    }

    @Override
    public Set<ObjectKey> present(Collection<ObjectKey> keys) {
        if (kept == null) {
            throw new ObjectStoreException("The object store could not be reached", null);
        }
        return store.present(keys);
    }

    @Override
    public ObjectPage list(String after, int limit) {
        return store.list(after, limit);
    }

    @Override
    public void examine() {
        store.examine();
    }
}
