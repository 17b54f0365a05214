package dk.slettefrist.ingest.inbox;

import dk.slettefrist.source.Source;
import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxStore;

/** A source's inbox, and the way to it. */
record Inbox(Source source, InboxStore store) {

    Source.Inbox settings() {
        return source.inbox().orElseThrow();
    }

    /** An object's name behind the prefix. */
    String key(InboxObject object) {
        return object.name().substring(settings().address().prefix().length());
    }
}
