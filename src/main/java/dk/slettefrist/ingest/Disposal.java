package dk.slettefrist.ingest;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/** Deletes the bytes of an upload that is not kept. */
@ApplicationScoped
class Disposal {

    private static final Logger LOG = Logger.getLogger(Disposal.class);

    private final ObjectStore store;

    Disposal(ObjectStore store) {
        this.store = store;
    }

    /** Whether the bytes are confirmed absent. When not, their row still holds the key, and the sweep goes on. */
    boolean erase(Recording received) {
        List<ObjectKey> keys = List.of(received.objectKey());
        try {
            store.delete(keys);
            return store.present(keys).isEmpty();
        } catch (ObjectStoreException e) {
            LOG.warnf(
                    e,
                    "Deleting the bytes of an upload that is not kept is uncertain; the sweep will try again recordingId=%s",
                    received.id());
            return false;
        }
    }
}
