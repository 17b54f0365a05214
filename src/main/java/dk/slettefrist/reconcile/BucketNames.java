package dk.slettefrist.reconcile;

import java.util.Iterator;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;

/**
 * The bucket's listing, asked for ascending keys. One page of it is in memory, and none is fetched before it is needed. A store that lists
 * in another order makes it say no too often, never yes.
 */
final class BucketNames {

    private static final int PAGE = 1000;

    private final ObjectStore store;
    private String after = ObjectKey.PREFIX;
    private Iterator<ObjectPage.Item> page;
    private ObjectPage.Item at;

    BucketNames(ObjectStore store) {
        this.store = store;
    }

    /**
     * Whether the listing has an object under the key that can be read.
     *
     * @param key behind the one asked for before
     */
    boolean show(ObjectKey key) {
        if (page == null) {
            fetch();
            advance();
        }
        while (at != null && at.name().compareTo(key.value()) < 0) {
            advance();
        }
        return at != null && at.name().equals(key.value()) && !at.covered();
    }

    private void advance() {
        while (!page.hasNext() && after != null) {
            fetch();
        }
        at = page.hasNext() ? page.next() : null;
    }

    private void fetch() {
        ObjectPage fetched = store.list(after, PAGE);
        page = fetched.items().iterator();
        after = fetched.next();
    }
}
