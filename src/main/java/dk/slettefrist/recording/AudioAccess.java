package dk.slettefrist.recording;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

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

    private static final String WAV = "audio/wav";

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
            Optional<WavHeader> wrong = wrongHeader(recording, offset);
            InputStream stored = store.get(recording.objectKey(), offset, length);
            InputStream audio = wrong.isPresent() ? new MendedWav(stored, wrong.get(), offset) : stored;
            return new AudioUntilDeadline(audio, () -> listening.remaining(recording.id()), settings.recheck());
        } catch (ObjectMissingException e) {
            throw listening.remaining(recording.id()).isEmpty() ? recording.gone() : missing(recording);
        } catch (ObjectStoreException e) {
            throw new DomainException.Unavailable("The object store is away. Try again.", e);
        }
    }

    /** The head of a WAV file that says wrong lengths; nothing for a part behind it. */
    private Optional<WavHeader> wrongHeader(Recording recording, long offset) {
        return offset < WavHeader.ENOUGH && WAV.equals(recording.contentType())
                ? WavHeader.read(head(recording), recording.sizeBytes()).filter(WavHeader::isToBeMended)
                : Optional.empty();
    }

    private byte[] head(Recording recording) {
        long length = Math.min(recording.sizeBytes(), WavHeader.ENOUGH);
        try (InputStream head = store.get(recording.objectKey(), 0, length)) {
            return head.readAllBytes();
        } catch (IOException e) {
            throw new DomainException.Unavailable("The object store broke off. Try again.", e);
        }
    }

    private static DomainException.NotFound missing(Recording recording) {
        LOG.errorf("The object store does not have a recording recordingId=%s", recording.id());
        return new DomainException.NotFound(
                "The sound of this recording is missing in the object store. Asking again does not"
                        + " help; tell those who run the service.");
    }
}
