package dk.slettefrist.storage;

import java.time.Instant;

/**
 * An upload in parts into an inbox that was neither completed nor given up: its parts lie there and no listing of objects shows them.
 *
 * @param name of the object that it would be, whole; may hold telephone numbers
 * @param id the store's
 * @param began by the store's clock
 */
public record InboxUpload(String name, String id, Instant began) {

    /** Whether it can be asked for, as {@link InboxObject#hasAddress()}. */
    public boolean hasAddress() {
        return InboxObject.hasAddress(name);
    }

    /** Its name may be personal. */
    @Override
    public String toString() {
        return "unfinished upload";
    }
}
