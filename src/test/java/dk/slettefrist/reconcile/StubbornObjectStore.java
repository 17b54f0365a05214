package dk.slettefrist.reconcile;

import java.util.Collection;
import java.util.Set;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.DelegatingStore;

/** Deletes all it is told to but for one object, and says so. Without such an object it deletes, but does not tell what is absent. */
final class StubbornObjectStore extends DelegatingStore {

    private final String kept;

    /** @param kept the name of the object that stays; null for a store that cannot be asked */
    StubbornObjectStore(ObjectStore store, String kept) {
        super(store);
        this.kept = kept;
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
        super.delete(keys.stream().filter(key -> !key.value().equals(kept)).toList());
        if (keys.stream().anyMatch(key -> key.value().equals(kept))) {
            throw new ObjectStoreException("The object store refused one of the keys", null);
        }
    }

    @Override
    public Set<ObjectKey> present(Collection<ObjectKey> keys) {
        if (kept == null) {
            throw new ObjectStoreException("The object store could not be reached", null);
        }
        return super.present(keys);
    }
}
