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
 * One of our own recordings, where the inbox is our own bucket under another name, is never touched.
 */
@ApplicationScoped
class DeadUploads {

    private final CallSettings calls;
    private final InboxBook book;
    private final InboxWatch watch;
    private final TimeSource time;

    DeadUploads(CallSettings calls, InboxBook book, InboxWatch watch, TimeSource time) {
        this.calls = calls;
        this.book = book;
        this.watch = watch;
        this.time = time;
    }

    void giveUp(Inbox inbox) {
        Instant now = time.now();
        for (InboxUpload upload : inbox.store().unfinished(now.minus(calls.maxDuration()))) {
            if (ObjectKey.hasForm(upload.name())) {
                continue;
            }
            UUID id = UUID.nameUUIDFromBytes(upload.id().getBytes(StandardCharsets.UTF_8));
            book.refused(id, inbox.source(), upload.began(), now);
            inbox.store().giveUp(upload);
            watch.came(inbox.source(), Outcome.UNFINISHED);
        }
    }
}
