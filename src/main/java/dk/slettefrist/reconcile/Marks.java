package dk.slettefrist.reconcile;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.recording.StoredObjects;
import dk.slettefrist.recording.StoredObjects.Expected;
import dk.slettefrist.recording.StoredObjects.Marked;
import dk.slettefrist.storage.ObjectKey;

/** Asks the rows for the objects that must be there and marks the missing, each in a short transaction that does not talk to the store. */
@ApplicationScoped
class Marks {

    static final int PAGE = 1000;

    private final StoredObjects objects;
    private final AuditLog audit;
    private final TimeSource time;

    Marks(StoredObjects objects, AuditLog audit, TimeSource time) {
        this.objects = objects;
        this.audit = audit;
        this.time = time;
    }

    /** One page, in the order in which stores list. */
    @Transactional
    List<Expected> page(ObjectKey after, Instant receivedBefore) {
        return objects.page(after, PAGE, receivedBefore, time.now());
    }

    /** The first that are stored, before their deadline or not, and not known to be missing. */
    @Transactional
    List<ObjectKey> stored(int limit, boolean overdueToo) {
        Instant now = time.now();
        return objects.page(null, PAGE, now, overdueToo ? Parameters.EARLIEST : now).stream()
                .filter(row -> !row.missing())
                .map(Expected::key)
                .limit(limit)
                .toList();
    }

    /** Whether any of these is still stored, before its deadline or not. */
    @Transactional
    boolean anyStored(Collection<ObjectKey> keys) {
        return objects.expected(keys, Parameters.EARLIEST) > 0;
    }

    /** How many of these must be there now: the others were purged since they were asked for. */
    @Transactional
    int expected(Collection<ObjectKey> keys) {
        return keys.isEmpty() ? 0 : objects.expected(keys, time.now());
    }

    /** The store confirmed that these objects cannot be read. Answers how many recordings were not known to be missing. */
    @Transactional
    int missing(Collection<ObjectKey> keys) {
        Instant now = time.now();
        return tell(objects.markMissing(keys, now), AuditType.MISSING, now);
    }

    /** These objects can be read. Answers how many recordings were known to be missing. */
    @Transactional
    int found(Collection<ObjectKey> keys) {
        return tell(objects.markFound(keys), AuditType.FOUND, time.now());
    }

    private int tell(List<Marked> marked, AuditType type, Instant now) {
        audit.append(marked.stream()
                .map(each -> AuditEvent.ofRecording(now, type, AuditEvent.SERVICE, each.callRef(), each.id()))
                .toList());
        return marked.size();
    }
}
