package dk.slettefrist.storage;

import java.time.Instant;
import java.util.List;

/**
 * A page of a bucket's listing.
 *
 * @param items in the store's order; a name with several versions appears once, with its newest time
 * @param next pass as {@code after} for the next page; null on the last one
 */
public record ObjectPage(List<Item> items, String next) {

    /**
     * @param name the object's whole name; foreign objects are listed too
     * @param lastModified by the store's clock
     * @param covered whether a delete marker is its newest version, so that nobody can read it
     */
    public record Item(String name, Instant lastModified, boolean covered) {

        /** An object that can be read. */
        public Item(String name, Instant lastModified) {
            this(name, lastModified, false);
        }

        /** Of two entries of one name: the newer time, and covered when either says so. */
        public Item and(Item other) {
            Instant newer = lastModified.isAfter(other.lastModified) ? lastModified : other.lastModified;
            return new Item(name, newer, covered || other.covered);
        }
    }

    public ObjectPage {
        items = List.copyOf(items);
    }
}
