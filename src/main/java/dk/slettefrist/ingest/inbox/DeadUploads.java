package dk.slettefrist.ingest.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.call.CallSettings;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.storage.InboxUpload;
import dk.slettefrist.storage.ObjectKey;

/**
 * Ends uploads in parts that nobody will: those of a PBX that died while it wrote. Their parts are sound that no listing of objects shows and
 * nobody can read. One that began longer ago than a call lasts ({@code slettefrist.call.max-duration}) belongs to no call that goes on.
 * One of our own recordings, where the inbox is our own bucket under another name, is never touched. One whose name cannot be asked for stays, and
 * is a gap.
 */
@ApplicationScoped
class DeadUploads {

    private final CallSettings calls;
    private final InboxBook book;
    private final InboxWatch watch;
    private final TimeSource time;
    private final SetAside setAside = new SetAside();

    DeadUploads(CallSettings calls, InboxBook book, InboxWatch watch, TimeSource time) {
        this.calls = calls;
        this.book = book;
        this.watch = watch;
        this.time = time;
    }

    /**
     * Gives them up; one that cannot be keeps no other.
     *
     * @throws RuntimeException the last failure, when there was one
     */
    void giveUp(Inbox inbox) {
        Instant now = time.now();
        RuntimeException failure = null;
        for (InboxUpload upload : inbox.store().unfinished(now.minus(calls.maxDuration()))) {
            try {
                giveUp(inbox, upload, now);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void giveUp(Inbox inbox, InboxUpload upload, Instant now) {
        UUID id = UUID.nameUUIDFromBytes(upload.id().getBytes(StandardCharsets.UTF_8));
        if (ObjectKey.hasForm(upload.name()) || setAside.find(id, now).isPresent()) {
            return;
        }
        book.refused(id, inbox.source(), upload.began(), now);
        if (upload.hasAddress()) {
            inbox.store().giveUp(upload);
            watch.came(inbox.source(), Outcome.UNFINISHED);
        } else {
            setAside.refused(id, Outcome.NO_NAME);
            watch.came(inbox.source(), Outcome.NO_NAME);
        }
    }
}
