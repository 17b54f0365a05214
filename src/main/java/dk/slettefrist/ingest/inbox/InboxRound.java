package dk.slettefrist.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxPage;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectStoreException;

/**
 * One look through an inbox: whatever lies there is taken and then removed, or, when it never can be, left for as long as the source says. What
 * fails keeps nothing else waiting, unless everything fails: what failed before comes last, so that what hangs is not in the way.
 */
@ApplicationScoped
class InboxRound {

    private static final int PAGE = 500;

    /** After as many failures in a row it may be the way, not the objects. */
    private static final int TOO_MANY = 3;

    /** A file may be written a little before the recording that it belongs to. */
    private static final Duration COMPANY = Duration.ofMinutes(10);

    private final Adoption adoption;
    private final FirstSight sight;
    private final DeadUploads uploads;
    private final InboxBook book;
    private final InboxWatch watch;
    private final TimeSource time;
    private final InboxSettings settings;
    private final SetAside setAside = new SetAside();

    InboxRound(
            Adoption adoption,
            FirstSight sight,
            DeadUploads uploads,
            InboxBook book,
            InboxWatch watch,
            TimeSource time,
            InboxSettings settings) {
        this.adoption = adoption;
        this.sight = sight;
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
            List<Found> again = lookThrough(inbox, tally);
            try {
                uploads.giveUp(inbox);
            } finally {
                again.forEach(found -> handle(found, tally));
            }
        } catch (RuntimeException e) {
            tally.brokeOff(e);
        }
        watch.ended(inbox.source(), tally);
    }

    /** Handles all that did not fail before; what did is returned, the one that is due first first. All are seen, also when it breaks off. */
    private List<Found> lookThrough(Inbox inbox, Tally tally) {
        List<Found> again = new ArrayList<>();
        RuntimeException failure = null;
        String after = null;
        do {
            InboxPage page = inbox.store().list(after, PAGE);
            List<Found> all = sight.of(inbox, page.items());
            failure = failure == null ? handleNew(all, again, tally) : failure;
            after = page.next();
        } while (after != null);
        if (failure != null) {
            throw failure;
        }
        again.sort(
                Comparator.comparing(found -> setAside.failedUntil(found.id()).orElse(Instant.MIN)));
        return again;
    }

    /** Answers why the round is to end; null when it is not. */
    private RuntimeException handleNew(List<Found> all, List<Found> again, Tally tally) {
        for (Found found : all) {
            if (setAside.failedUntil(found.id()).isPresent()) {
                again.add(found);
            } else if (!found.isFolder()) {
                try {
                    handle(found, tally);
                } catch (RuntimeException e) {
                    return e;
                }
            }
        }
        return null;
    }

    private void handle(Found found, Tally tally) {
        Instant now = time.now();
        Optional<Outcome> before = setAside.find(found.id(), now);
        if (before.filter(Outcome.FAILED::equals).isPresent()) {
            tally.waits();
            return;
        }
        try {
            settle(found, before.orElseGet(() -> look(found, now)), now, tally);
            tally.worked();
        } catch (ObjectMissingException e) {
            // Another replica was quicker, unless it is listed again.
            if (setAside.missed(found.id(), now)) {
                fail(found, e, now, tally);
            }
        } catch (RuntimeException e) {
            fail(found, e, now, tally);
        }
    }

    private void fail(Found found, RuntimeException e, Instant now, Tally tally) {
        if (e instanceof DomainException.Unavailable) {
            setAside.postponed(found.id(), now.plus(settings.retryDelay()));
        } else {
            setAside.failed(found.id(), now, settings.retryDelay());
        }
        watch.came(found.inbox().source(), Outcome.FAILED);
        tally.failed(e);
        if (tally.failuresInARow() >= TOO_MANY) {
            if (tally.silencesInARow() >= TOO_MANY || isTheWay(found.inbox(), e)) {
                throw e;
            }
            tally.worked();
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
    private Outcome look(Found found, Instant now) {
        InboxObject object = found.object();
        if (ObjectKey.hasForm(object.name())) {
            return Outcome.OURS;
        }
        if (object.hidden()) {
            return Outcome.HIDDEN;
        }
        Optional<String> recording = found.recordingBeside();
        if (recording.isPresent()) {
            boolean waits = now.isBefore(object.lastModified().plus(COMPANY))
                    || found.inbox().store().has(recording.get());
            return waits ? null : Outcome.COMPANION;
        }
        return adoption.take(found, now);
    }

    private void settle(Found found, Outcome outcome, Instant now, Tally tally) {
        if (outcome == null) {
            return;
        }
        if (outcome == Outcome.OURS) {
            tally.refused();
        } else if (outcome.isRefusal()
                && now.isBefore(found.complete().plus(found.inbox().settings().keepRefused()))) {
            refuse(found, outcome, now);
            tally.refused();
        } else {
            if (outcome.isRefusal()) {
                refuse(found, outcome, now);
            }
            found.inbox().store().remove(found.object());
            setAside.forget(found.id());
            if (outcome.isRefusal()) {
                book.gone(found.id());
            } else {
                book.settled(found.id(), now);
            }
            watch.came(found.inbox().source(), outcome.isRefusal() ? Outcome.EXPIRED : outcome);
        }
    }

    private void refuse(Found found, Outcome outcome, Instant now) {
        if (setAside.find(found.id(), now).isEmpty()) {
            book.refused(found.id(), found.inbox().source(), found.complete(), now);
            setAside.refused(found.id(), outcome);
            watch.came(found.inbox().source(), outcome);
        }
    }
}
