package dk.slettefrist.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.platform.Pulse;
import dk.slettefrist.recording.Recording;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;
import dk.slettefrist.storage.BodyException;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.ObjectStoreException;

/** Streams audio from the PBX to the object store, and checks on the way all that can be checked. */
@ApplicationScoped
class Transfer {

    private final ObjectStore store;
    private final Admissions admissions;
    private final IngestSettings settings;

    Transfer(ObjectStore store, Admissions admissions, IngestSettings settings) {
        this.store = store;
        this.admissions = admissions;
        this.settings = settings;
    }

    /**
     * Stores the audio under the recording's key.
     *
     * @throws DomainException when it is not what it must be, broke off, or the store is away; bytes may be left under the key
     */
    Arrival store(Upload upload, Recording received, InputStream body) {
        try {
            AudioInput audio = AudioInput.open(body, settings.maxSize(), signsOfLife(received));
            String mediaType = audio.format().mediaType();
            long acknowledged = store.put(received.objectKey(), audio, mediaType);
            if (acknowledged != audio.count()) {
                throw new DomainException.Unavailable(
                        "The object store acknowledged another size than was sent.", null);
            }
            StoredAudio stored = new StoredAudio(mediaType, acknowledged, verified(upload, audio));
            return new Arrival(stored, audio.flaw());
        } catch (BodyException e) {
            throw why(e.getCause());
        } catch (ObjectStoreException e) {
            throw new DomainException.Unavailable("The object store is away; nothing was stored. Try again.", e);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** The digest of audio that is read only to be compared: 64 hexadecimal digits. */
    String digest(Upload upload, InputStream body) {
        try {
            AudioInput audio = AudioInput.open(body, settings.maxSize(), () -> {});
            audio.transferTo(OutputStream.nullOutputStream());
            return verified(upload, audio);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** The answer to an upload that the sweep took as abandoned, or whose deadline came while it was on its way. */
    static DomainException givenUp() {
        return new DomainException.Unavailable("The upload took too long and was given up; nothing was stored.", null);
    }

    private Runnable signsOfLife(Recording received) {
        Pulse pulse = new Pulse(settings.lease().dividedBy(8));
        return () -> {
            if (pulse.beats() && !admissions.renew(received)) {
                throw givenUp();
            }
        };
    }

    private static String verified(Upload upload, AudioInput audio) {
        byte[] sha256 = audio.sha256();
        if (upload.sha256() != null && !MessageDigest.isEqual(upload.sha256(), sha256)) {
            throw new DomainException.ChecksumMismatch(
                    "The SHA-256 of the bytes that arrived is not the one in Content-Digest; nothing was stored.");
        }
        return Fingerprint.hex(sha256);
    }

    private static RuntimeException why(Throwable cause) {
        return cause instanceof RuntimeException known ? known : brokenOff(cause);
    }

    private static DomainException brokenOff(Throwable cause) {
        return new DomainException.InvalidRequest("The body broke off before its end; nothing was stored.", cause);
    }
}
