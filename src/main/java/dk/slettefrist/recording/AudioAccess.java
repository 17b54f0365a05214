package dk.slettefrist.recording;

import java.io.InputStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/** Opens the sound of a recording that may be heard, for as long as it may. */
@ApplicationScoped
class AudioAccess {

    private static final Logger LOG = Logger.getLogger(AudioAccess.class);

    private final ObjectStore store;
    private final Listening listening;
    private final AccessSettings settings;

    AudioAccess(ObjectStore store, Listening listening, AccessSettings settings) {
        this.store = store;
        this.listening = listening;
        this.settings = settings;
    }

    /**
     * @param length 0 only for a recording without bytes
     * @return breaks off at the deadline, also when it moves while the stream is open
     * @throws DomainException.Gone when the purge was quicker
     * @throws DomainException.NotFound when the store does not have what it should have
     * @throws DomainException.Unavailable when the store is away
     */
    InputStream open(Recording recording, long offset, long length) {
        if (length == 0) {
            return InputStream.nullInputStream();
        }
        try {
            InputStream audio = store.get(recording.objectKey(), offset, length);
            return new AudioUntilDeadline(audio, () -> listening.remaining(recording.id()), settings.recheck());
        } catch (ObjectMissingException e) {
            throw listening.remaining(recording.id()).isEmpty() ? recording.gone() : missing(recording);
        } catch (ObjectStoreException e) {
            throw new DomainException.Unavailable("The object store is away. Try again.", e);
        }
    }

    private static DomainException.NotFound missing(Recording recording) {
        LOG.errorf("The object store does not have a recording recordingId=%s", recording.id());
        return new DomainException.NotFound(
                "The sound of this recording is missing in the object store. Asking again does not"
                        + " help; tell those who run the service.");
    }
}
