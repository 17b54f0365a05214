package dk.slettefrist.ingest.inbox;

import java.io.IOException;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.ingest.IngestSettings;
import dk.slettefrist.ingest.Intake;
import dk.slettefrist.ingest.Upload;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * Takes one object of an inbox into the house. The intake takes a recording once, however often and by however many it is tried, so a crash between
 * that and the removal is mended by the next round.
 */
@ApplicationScoped
class Adoption {

    private final Intake intake;
    private final IngestSettings limits;

    Adoption(Intake intake, IngestSettings limits) {
        this.intake = intake;
        this.limits = limits;
    }

    /**
     * Takes it, or finds that it is not to be taken: {@link Outcome#STORED}, {@link Outcome#KNOWN}, {@link Outcome#LATE}, or one that is for
     * good.
     *
     * @throws ObjectStoreException when the inbox is away
     * @throws DomainException.Unavailable when our own store or database is, or nobody knows
     */
    Outcome take(Found found, Instant now) {
        Inbox inbox = found.inbox();
        InboxObject object = found.object();
        if (!object.hasAddress()) {
            return Outcome.NO_NAME;
        }
        if (object.size() > limits.maxSize()) {
            return Outcome.TOO_LARGE;
        }
        Upload upload;
        try {
            upload = Description.upload(
                    inbox.source(), inbox.key(object), inbox.store().metadata(object), found.complete(), now);
        } catch (DomainException.InvalidRequest e) {
            return Outcome.NO_CALL;
        }
        InboxAudio audio = new InboxAudio(inbox.store().open(object));
        try (audio) {
            return intake.adopt(upload, audio).created() ? Outcome.STORED : Outcome.KNOWN;
        } catch (DomainException.Late e) {
            return Outcome.LATE;
        } catch (DomainException.UnsupportedMedia e) {
            return Outcome.NO_AUDIO;
        } catch (DomainException.TooLarge e) {
            return Outcome.TOO_LARGE;
        } catch (DomainException.Conflict e) {
            return Outcome.CONFLICT;
        } catch (DomainException.Unavailable e) {
            throw audio.failure() == null ? e : audio.failure();
        } catch (IOException e) {
            throw new DomainException.Unavailable("An object of an inbox could not be read to its end.", e);
        }
    }
}
