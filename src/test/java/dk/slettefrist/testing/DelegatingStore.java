package dk.slettefrist.testing;

import java.io.InputStream;
import java.util.Collection;
import java.util.Set;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;

/** Another store, of which a test changes one thing. */
public abstract class DelegatingStore implements ObjectStore {

    private final ObjectStore store;

    protected DelegatingStore(ObjectStore store) {
        this.store = store;
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
        store.delete(keys);
    }

    @Override
    public Set<ObjectKey> present(Collection<ObjectKey> keys) {
        return store.present(keys);
    }

    @Override
    public ObjectPage list(String after, int limit) {
        return store.list(after, limit);
    }

    @Override
    public ObjectPage unfinished(String after, int limit) {
        return store.unfinished(after, limit);
    }

    @Override
    public void uncover(ObjectKey key) {
        store.uncover(key);
    }

    @Override
    public void examine() {
        store.examine();
    }
}
