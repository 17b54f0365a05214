package dk.slettefrist.recording;

import java.io.InputStream;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/** Opens the sound of a recording that may be heard, for as long as it may. */
@ApplicationScoped
class AudioAccess {

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
            throw listening.remaining(recording.id()).isEmpty()
                    ? recording.gone()
                    : new DomainException.Unavailable("The object store does not have the recording.", e);
        } catch (ObjectStoreException e) {
            throw new DomainException.Unavailable("The object store is away. Try again.", e);
        }
    }
}
