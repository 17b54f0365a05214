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
     */
    public record Item(String name, Instant lastModified) {}

    public ObjectPage {
        items = List.copyOf(items);
    }
}
