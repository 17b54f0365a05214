package dk.slettefrist.storage;

import java.util.List;

/**
 * A page of an inbox's listing.
 *
 * @param items in the store's order; a name with several versions appears once, as its newest
 * @param next pass as {@code after} for the next page; null on the last one
 */
public record InboxPage(List<InboxObject> items, String next) {

    public InboxPage {
        items = List.copyOf(items);
    }
}
