package dk.slettefrist.storage.minio;

import dk.slettefrist.storage.ObjectStoreException;

/** What the store refused of one call, gathered so that one refused key keeps no other from being deleted. Not for several threads. */
final class Refusals {

    private int asked;
    private int refused;
    private Refusal first;

    void add(Refusal refusal, int count) {
        refused += count;
        first = first == null ? refusal : first;
    }

    /**
     * Does what the store may refuse as a whole.
     *
     * @param count how many deletions the request holds
     * @throws ObjectStoreException when the store did not answer: the next request would wait in vain, too
     */
    void tolerate(int count, Runnable request) {
        asked += count;
        try {
            request.run();
        } catch (ObjectStoreException e) {
            add(Failures.refusalOf(e).orElseThrow(() -> e), count);
        }
    }

    /** @throws ObjectStoreException when anything was refused; says how many, and why the first */
    void throwIfAny() {
        if (first != null) {
            throw new ObjectStoreException(
                    "The object store refused " + refused + " of " + asked + " deletions, the first because "
                            + first.getMessage(),
                    first,
                    first.temporary());
        }
    }
}
