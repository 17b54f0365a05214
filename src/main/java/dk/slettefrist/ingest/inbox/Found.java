package dk.slettefrist.ingest.inbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.storage.InboxObject;

/**
 * An object of an inbox, as a round found it.
 *
 * @param id the same for these bytes under this name, and no way back to the name
 * @param complete when it was complete, at the latest
 */
record Found(Inbox inbox, InboxObject object, UUID id, Instant complete) {

    /** What stands for an object. */
    static UUID id(Inbox inbox, InboxObject object) {
        String version = object.version() == null ? object.etag() : object.version();
        return UUID.nameUUIDFromBytes(
                Fingerprint.of(inbox.source().name() + "\n" + object.name() + "\n" + object.etag() + "\n" + version));
    }

    /** What some programs leave to show an empty folder. */
    boolean isFolder() {
        return object.size() == 0 && !object.hidden() && object.name().endsWith("/");
    }

    /** The name of the recording beside which it lies; empty when it is no companion. */
    Optional<String> recordingBeside() {
        String name = object.name();
        return inbox.settings().companions().stream()
                .filter(ending -> inbox.key(object).endsWith(ending))
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .findFirst();
    }
}
