package dk.slettefrist.bench;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Recordings that are overdue at once, beside others that are not, and how fast the service purges them. */
final class Backlog {

    private static final int PATIENCE_SECONDS = 3600;
    private static final String PURGED = "SELECT count(*) FROM recording WHERE state = 'PURGED' AND object_key IS NULL";
    private static final String EVENTS = "SELECT count(*) FROM audit_event WHERE type = 'PURGED'";
    private static final String RECORDINGS = "SELECT count(DISTINCT recording) FROM audit_event WHERE type = 'PURGED'";
    private static final String KEPT = "SELECT count(*) FROM recording WHERE state = 'STORED' AND flagged";

    private final Bench bench;
    private final Database database;
    private final StoreProcess store;
    private final Service service;
    private final int kept;
    private final int objects;
    private final double purgedBefore;
    private long overdue;

    /** @param kept how many are saved; they must stay */
    Backlog(Bench bench, WarmService warm, int kept) throws Exception {
        this.bench = bench;
        this.database = warm.database();
        this.store = warm.store();
        this.service = warm.service();
        this.kept = kept;
        this.objects = store.count();
        this.purgedBefore = database.number(PURGED);
    }

    /** Recordings a second, from the commit that makes all overdue until each is PURGED, and the store empty of them, while the service runs. */
    double purge(int count) throws Exception {
        AtomicLong begun = new AtomicLong();
        insert(count, () -> begun.set(System.nanoTime()));
        awaitEmpty();
        return count / secondsSince(begun.get());
    }

    /** The seconds from the start of a service until all are purged that became overdue when there was none. */
    double afterOutage(int count) throws Exception {
        service.close();
        insert(count, () -> {});
        long begun = System.nanoTime();
        try (Service again = Service.start(database, store)) {
            bench.say("the service is process " + again.pid());
            awaitEmpty();
            return secondsSince(begun);
        }
    }

    /** That each is PURGED and that it is written once; and that what is saved is untouched. */
    void check() throws Exception {
        double purged = purgedBefore + overdue;
        bench.require(database.number(PURGED) == purged, "every overdue recording is PURGED");
        bench.require(
                database.number(EVENTS) == purged && database.number(RECORDINGS) == purged,
                "every purge is written, once");
        bench.require(database.number(KEPT) == kept && store.count() == objects, "nothing is purged that is not due");
    }

    private void insert(int count, Runnable beforeCommit) throws Exception {
        StoredRows.overdue(database, store, UUID.randomUUID().toString(), count, beforeCommit);
        overdue += count;
    }

    private void awaitEmpty() throws Exception {
        Waiting.until(
                PATIENCE_SECONDS,
                () -> store.count() <= objects
                        && database.number(
                                        "SELECT count(*) FROM recording WHERE sweep_at IS NOT NULL AND due_at <= now()")
                                == 0);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
