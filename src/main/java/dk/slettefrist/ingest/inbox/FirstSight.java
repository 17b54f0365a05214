package dk.slettefrist.ingest.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.call.CallSettings;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.storage.InboxObject;

/**
 * Finds out when an object was complete, at the latest. Some stores say of what was written in parts when that began, which may be as long ago as a
 * call lasts; taken for its end, it would make a long call late that has just ended. But what is listed is complete, so it was at the first sight,
 * which is written down: no failure of ours makes it younger.
 */
@ApplicationScoped
class FirstSight {

    private final InboxBook book;
    private final CallSettings calls;
    private final TimeSource time;

    FirstSight(InboxBook book, CallSettings calls, TimeSource time) {
        this.book = book;
        this.calls = calls;
        this.time = time;
    }

    /** The objects of a listing. */
    List<Found> of(Inbox inbox, List<InboxObject> listed) {
        List<UUID> inParts = listed.stream()
                .filter(InboxObject::wasWrittenInParts)
                .map(object -> Found.id(inbox, object))
                .toList();
        Map<UUID, Instant> seen = inParts.isEmpty() ? Map.of() : book.seen(inParts, inbox.source(), time.now());
        return listed.stream().map(object -> found(inbox, object, seen)).toList();
    }

    private Found found(Inbox inbox, InboxObject object, Map<UUID, Instant> seen) {
        UUID id = Found.id(inbox, object);
        Instant first = seen.get(id);
        if (first == null) {
            return new Found(inbox, object, id, object.lastModified());
        }
        Instant latest = object.lastModified().plus(calls.maxDuration());
        return new Found(inbox, object, id, first.isBefore(latest) ? first : latest);
    }
}
