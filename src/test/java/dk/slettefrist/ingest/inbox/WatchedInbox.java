package dk.slettefrist.ingest.inbox;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxPage;
import dk.slettefrist.storage.InboxStore;
import dk.slettefrist.storage.InboxUpload;
import dk.slettefrist.storage.ObjectStoreException;

/** A real inbox of which a test sees what is read, and which can fail at will. */
final class WatchedInbox implements InboxStore {

    private final InboxStore inbox;
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final List<InboxObject> also = new ArrayList<>();
    private final List<InboxUpload> uploads = new ArrayList<>();
    private int most = 1000;
    private Duration ahead = Duration.ZERO;
    private Predicate<String> unreadable = name -> false;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Predicate<String> silent = name -> false;
    private Predicate<String> ungiven = name -> false;
    private Predicate<String> unremovable = name -> false;

    WatchedInbox(InboxStore inbox) {
        this.inbox = inbox;
    }

    /** Sets the server's clock ahead, as the tests' is. */
    void setClock(Duration ahead) {
        this.ahead = ahead;
    }

    /** Lists no more at once. */
    void pageBy(int most) {
        this.most = most;
    }

    /** Lists an object that the server cannot hold. */
    void showAlso(InboxObject object) {
        also.add(object);
    }

    /** Lists an upload first that cannot be given up. */
    void showAlso(InboxUpload upload) {
        uploads.add(upload);
    }

    /** The names of which the bytes were asked for. */
    List<String> opened() {
        return opened;
    }

    /** The names of which it was asked what is told with them. */
    List<String> asked() {
        return asked;
    }

    /** It does not answer when it is asked for them, as after a time-out. */
    void hangOn(Predicate<String> names) {
        silent = names;
    }

    void failToRead(Predicate<String> names) {
        unreadable = names;
    }

    /** What is told with them can be had, their bytes cannot. */
    void failToGive(Predicate<String> names) {
        ungiven = names;
    }

    void failToRemove(Predicate<String> names) {
        unremovable = names;
    }

    @Override
    public InboxPage list(String after, int limit) {
        InboxPage page = inbox.list(after, Math.min(limit, most));
        return new InboxPage(
                Stream.concat(page.items().stream(), also.stream())
                        .map(this::shifted)
                        .toList(),
                page.next());
    }

    @Override
    public boolean has(String name) {
        return inbox.has(name);
    }

    @Override
    public Map<String, String> metadata(InboxObject object) {
        asked.add(object.name());
        failIf(unreadable, object);
        if (silent.test(object.name())) {
            throw new ObjectStoreException("silent by the test", new TimeoutException());
        }
        return inbox.metadata(object);
    }

    @Override
    public InputStream open(InboxObject object) {
        opened.add(object.name());
        return ungiven.test(object.name()) ? new Ungiven() : inbox.open(object);
    }

    @Override
    public void remove(InboxObject object) {
        failIf(unremovable, object);
        inbox.remove(object);
    }

    @Override
    public List<InboxUpload> unfinished(Instant before) {
        Stream<InboxUpload> held = inbox.unfinished(before.minus(ahead)).stream()
                .map(upload -> new InboxUpload(
                        upload.name(), upload.id(), upload.began().plus(ahead)));
        return Stream.concat(uploads.stream(), held).toList();
    }

    @Override
    public void giveUp(InboxUpload upload) {
        if (uploads.contains(upload)) {
            throw new ObjectStoreException("refused by the test", null);
        }
        inbox.giveUp(upload);
    }

    @Override
    public void close() {
        inbox.close();
    }

    private InboxObject shifted(InboxObject object) {
        return new InboxObject(
                object.name(),
                object.lastModified().plus(ahead),
                object.size(),
                object.etag(),
                object.version(),
                object.hidden());
    }

    private static void failIf(Predicate<String> names, InboxObject object) {
        if (names.test(object.name())) {
            throw new ObjectStoreException("refused by the test", null);
        }
    }

    private static final class Ungiven extends InputStream {

        @Override
        public int read() {
            throw new ObjectStoreException("refused by the test", null);
        }
    }
}
