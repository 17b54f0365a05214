package dk.slettefrist.reconcile;

import java.io.IOException;
import java.io.InputStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/** Reads a byte of an object, which is what counts for whoever wants to listen. */
@ApplicationScoped
class Sight {

    private static final Logger LOG = Logger.getLogger(Sight.class);

    private final ObjectStore store;

    Sight(ObjectStore store) {
        this.store = store;
    }

    enum Verdict {
        READABLE,
        /** Readable now: it lay under a delete marker, which no one of ours puts on an object that a row wants kept. */
        UNCOVERED,
        MISSING,
        /** The store said neither. */
        UNKNOWN
    }

    Verdict of(ObjectKey key) {
        try {
            if (isReadable(key)) {
                return Verdict.READABLE;
            }
            return uncovers(key) && isReadable(key) ? Verdict.UNCOVERED : Verdict.MISSING;
        } catch (ObjectStoreException e) {
            LOG.warnf(e, "Whether an object can be read is unknown objectKey=%s", key);
            return Verdict.UNKNOWN;
        }
    }

    /** Whether delete markers could be taken off. When not, the object stays one that cannot be read. */
    private boolean uncovers(ObjectKey key) {
        try {
            store.uncover(key);
            return true;
        } catch (ObjectStoreException e) {
            LOG.warnf(e, "What covers an object cannot be taken off objectKey=%s", key);
            return false;
        }
    }

    private boolean isReadable(ObjectKey key) {
        try (InputStream audio = store.get(key, 0, 1)) {
            return audio.read() >= 0;
        } catch (ObjectMissingException e) {
            return false;
        } catch (IOException e) {
            throw new ObjectStoreException("The object store stopped in the middle of an object", e);
        }
    }
}
