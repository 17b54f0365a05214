package dk.slettefrist.storage.minio;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * The keys of a batch of which the store does not say what lies under them. One such key keeps no other of the batch from being deleted and
 * confirmed; but a store that says nothing of a fresh key either is away, and nothing more is asked. Not for several threads.
 */
final class Unsaid implements BiConsumer<ObjectKey, ObjectStoreException> {

    /** How many may cost a time-out each. */
    private static final int FEW = 3;

    private final Runnable question;
    private final Set<ObjectKey> keys = new HashSet<>();
    private ObjectStoreException first;
    private int silent;

    /** @param question about a fresh key, likewise asked; throws when the store does not answer it */
    Unsaid(Runnable question) {
        this.question = question;
    }

    /** @throws ObjectStoreException when it is the store's fault, not the key's */
    @Override
    public void accept(ObjectKey key, ObjectStoreException failure) {
        silent += Failures.refusalOf(failure).isEmpty() ? 1 : 0;
        if (silent > FEW) {
            throw failure;
        }
        if (first == null) {
            question.run();
            first = failure;
        }
        keys.add(key);
    }

    Set<ObjectKey> keys() {
        return Set.copyOf(keys);
    }

    /** @throws ObjectStoreException the first failure, when there was one */
    void throwIfAny() {
        if (first != null) {
            throw first;
        }
    }
}
