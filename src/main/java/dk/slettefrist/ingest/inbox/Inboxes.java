package dk.slettefrist.ingest.inbox;

import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dk.slettefrist.platform.StartupRefusedException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.Sources;
import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.InboxConnector;
import dk.slettefrist.storage.InboxStore;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.StorageSettings;

/** The inboxes of the configured sources. One that would empty our own bucket, or another's inbox, stops the start. */
@ApplicationScoped
class Inboxes {

    private final Sources sources;
    private final InboxConnector connector;
    private final StorageSettings own;
    private final List<Inbox> all = new ArrayList<>();

    Inboxes(Sources sources, InboxConnector connector, StorageSettings own) {
        this.sources = sources;
        this.connector = connector;
        this.own = own;
    }

    /** Before anything of the start is written down, and before the jobs: what is refused here must have changed nothing. */
    void open(@Observes @Priority(-200) StartupEvent event) {
        List<Source> withInbox = sources.all().stream()
                .filter(source -> source.inbox().isPresent())
                .toList();
        check(withInbox, own);
        withInbox.forEach(source -> all.add(new Inbox(source, connect(source))));
    }

    List<Inbox> all() {
        return all;
    }

    @PreDestroy
    void close() {
        all.forEach(inbox -> inbox.store().close());
    }

    /** @throws StartupRefusedException when one lies in another, or where our own recordings are */
    static void check(List<Source> withInbox, StorageSettings own) {
        for (Source source : withInbox) {
            InboxAddress inbox = address(source);
            if (inbox.isIn(own.endpoint(), own.bucket()) && touchesOurs(inbox.prefix())) {
                throw refused(
                        source,
                        "lies in the service's own bucket where its recordings are; use another bucket, or a prefix"
                                + " that does not begin with " + ObjectKey.PREFIX);
            }
            withInbox.stream()
                    .filter(other -> other != source && address(other).overlaps(inbox))
                    .findFirst()
                    .ifPresent(other -> {
                        throw refused(source, "overlaps that of " + other.name() + "; give each a prefix of its own");
                    });
        }
    }

    private static boolean touchesOurs(String prefix) {
        return prefix.startsWith(ObjectKey.PREFIX) || ObjectKey.PREFIX.startsWith(prefix);
    }

    private InboxStore connect(Source source) {
        try {
            return connector.connect(address(source));
        } catch (IllegalArgumentException e) {
            throw refused(source, "cannot be: " + e.getMessage());
        }
    }

    private static InboxAddress address(Source source) {
        return source.inbox().orElseThrow().address();
    }

    private static StartupRefusedException refused(Source source, String why) {
        return new StartupRefusedException("slettefrist.sources." + source.name() + ": its inbox " + why);
    }
}
