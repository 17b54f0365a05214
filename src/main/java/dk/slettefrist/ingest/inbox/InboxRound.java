package dk.slettefrist.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.Fingerprint;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxPage;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * One look through an inbox: whatever lies there is taken and then removed, or, when it never can be, left for as long as the source says. What
 * fails keeps nothing else waiting, unless everything fails.
 */
@ApplicationScoped
class InboxRound {

    private static final int PAGE = 500;

    /** After as many failures in a row it may be the way, not the objects. */
    private static final int TOO_MANY = 3;

    /** A file may be written a little before the recording that it belongs to. */
    private static final Duration COMPANY = Duration.ofMinutes(10);

    private final Adoption adoption;
    private final DeadUploads uploads;
    private final InboxBook book;
    private final InboxWatch watch;
    private final TimeSource time;
    private final InboxSettings settings;
    private final SetAside setAside = new SetAside();

    InboxRound(
            Adoption adoption,
            DeadUploads uploads,
            InboxBook book,
            InboxWatch watch,
            TimeSource time,
            InboxSettings settings) {
        this.adoption = adoption;
        this.uploads = uploads;
        this.book = book;
        this.watch = watch;
        this.time = time;
        this.settings = settings;
    }

    /** Never throws: what is wrong is said, and shows in metrics and health. */
    void run(Inbox inbox) {
        Tally tally = new Tally();
        try {
            String after = null;
            do {
                InboxPage page = inbox.store().list(after, PAGE);
                for (InboxObject object : page.items()) {
                    handle(inbox, object, tally);
                }
                after = page.next();
            } while (after != null);
            uploads.giveUp(inbox);
        } catch (RuntimeException e) {
            tally.brokeOff(e);
        }
        watch.ended(inbox.source(), tally);
    }

    private void handle(Inbox inbox, InboxObject object, Tally tally) {
        if (object.size() == 0 && !object.hidden() && object.name().endsWith("/")) {
            return;
        }
        UUID id = id(inbox, object);
        Instant now = time.now();
        Optional<Outcome> before = setAside.find(id, now);
        if (before.filter(Outcome.FAILED::equals).isPresent()) {
            tally.waits();
            return;
        }
        try {
            settle(inbox, object, id, before.orElseGet(() -> look(inbox, object, now)), now, tally);
            tally.worked();
        } catch (ObjectMissingException e) {
            // Another replica was quicker.
            setAside.forget(id);
        } catch (RuntimeException e) {
            setAside.failed(id, now.plus(settings.retryDelay()));
            watch.came(inbox.source(), Outcome.FAILED);
            tally.failed(e);
            if (tally.failuresInARow() >= TOO_MANY) {
                if (isTheWay(inbox, e)) {
                    throw e;
                }
                tally.worked();
            }
        }
    }

    /** Whether what failed would fail for every other object: our own side is away, or the inbox answers nothing. */
    private static boolean isTheWay(Inbox inbox, RuntimeException failure) {
        if (failure instanceof DomainException.Unavailable) {
            return true;
        }
        try {
            inbox.store().list(null, 1);
            return false;
        } catch (ObjectStoreException away) {
            return true;
        }
    }

    /** What is to become of it; null when that is not yet to be said. */
    private Outcome look(Inbox inbox, InboxObject object, Instant now) {
        if (ObjectKey.hasForm(object.name())) {
            return Outcome.OURS;
        }
        if (object.hidden()) {
            return Outcome.HIDDEN;
        }
        Optional<String> recording = recordingBeside(inbox, object);
        if (recording.isPresent()) {
            boolean waits = now.isBefore(object.lastModified().plus(COMPANY))
                    || inbox.store().has(recording.get());
            return waits ? null : Outcome.COMPANION;
        }
        return adoption.take(inbox, object, now);
    }

    private void settle(Inbox inbox, InboxObject object, UUID id, Outcome outcome, Instant now, Tally tally) {
        if (outcome == null) {
            return;
        }
        if (outcome == Outcome.OURS) {
            tally.refused();
        } else if (outcome.isRefusal()
                && now.isBefore(object.lastModified().plus(inbox.settings().keepRefused()))) {
            refuse(inbox, object, id, outcome, now);
            tally.refused();
        } else {
            inbox.store().remove(object);
            setAside.forget(id);
            if (!outcome.isRefusal()) {
                book.settled(id, now);
            }
            watch.came(inbox.source(), outcome.isRefusal() ? Outcome.EXPIRED : outcome);
        }
    }

    private void refuse(Inbox inbox, InboxObject object, UUID id, Outcome outcome, Instant now) {
        if (setAside.find(id, now).isEmpty()) {
            book.refused(id, inbox.source(), object.lastModified(), now);
            setAside.refused(id, outcome);
            watch.came(inbox.source(), outcome);
        }
    }

    private static Optional<String> recordingBeside(Inbox inbox, InboxObject object) {
        String name = object.name();
        return inbox.settings().companions().stream()
                .filter(ending -> inbox.key(object).endsWith(ending))
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .findFirst();
    }

    /** The same for these bytes under this name, and no way back to the name. */
    private static UUID id(Inbox inbox, InboxObject object) {
        String version = object.version() == null ? object.etag() : object.version();
        return UUID.nameUUIDFromBytes(
                Fingerprint.of(inbox.source().name() + "\n" + object.name() + "\n" + object.etag() + "\n" + version));
    }
}
