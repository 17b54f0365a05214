package dk.slettefrist.recording;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

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
            InputStream audio = offset < WavHeader.ENOUGH && WAV.equals(recording.contentType())
                    ? playable(recording, offset, length)
                    : store.get(recording.objectKey(), offset, length);
            return new AudioUntilDeadline(audio, () -> listening.remaining(recording.id()), settings.recheck());
        } catch (ObjectMissingException e) {
            throw listening.remaining(recording.id()).isEmpty() ? recording.gone() : missing(recording);
        } catch (ObjectStoreException e) {
            throw new DomainException.Unavailable("The object store is away. Try again.", e);
        }
    }

    /** The lengths in the head of a WAV file may be wrong. A small part is mended by a head that is read for it, a large one by its own. */
    private InputStream playable(Recording recording, long offset, long length) {
        long enough = Math.min(WavHeader.ENOUGH, recording.sizeBytes());
        try {
            if (offset == 0 && length >= enough) {
                return playable(recording, store.get(recording.objectKey(), 0, length));
            }
            try (InputStream head = store.get(recording.objectKey(), 0, enough)) {
                byte[] first = WavHeader.head(head);
                return mended(recording, first, offset, store.get(recording.objectKey(), offset, length));
            }
        } catch (IOException e) {
            throw new DomainException.Unavailable("The object store broke off. Try again.", e);
        }
    }

    private static InputStream playable(Recording recording, InputStream whole) throws IOException {
        try {
            byte[] head = WavHeader.head(whole);
            return mended(recording, head, 0, new SequenceInputStream(new ByteArrayInputStream(head), whole));
        } catch (IOException | RuntimeException e) {
            whole.close();
            throw e;
        }
    }

    private static InputStream mended(Recording recording, byte[] head, long offset, InputStream part) {
        return WavHeader.read(head, recording.sizeBytes())
                .filter(WavHeader::isToBeMended)
                .<InputStream>map(header -> new MendedWav(part, header, offset))
                .orElse(part);
    }

    private static DomainException.NotFound missing(Recording recording) {
        LOG.errorf("The object store does not have a recording recordingId=%s", recording.id());
        return new DomainException.NotFound(
                "The sound of this recording is missing in the object store. Asking again does not"
                        + " help; tell those who run the service.");
    }
}
