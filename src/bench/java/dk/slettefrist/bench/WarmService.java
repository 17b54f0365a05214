package dk.slettefrist.bench;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** A database, a store, the way straight into it, and a service that was used for a while. */
record WarmService(Database database, StoreProcess store, DirectStore direct, Service service)
        implements AutoCloseable {

    static WarmService start(Bench bench) throws Exception {
        Database database = Database.start();
        StoreProcess store = StoreProcess.standIn();
        WarmService warm = new WarmService(
                database, store, new DirectStore(store), Service.begin(database, store, Map.of(), Service.HEAP));
        try {
            return warm.used(bench);
        } catch (Exception e) {
            warm.close();
            throw e;
        }
    }

    private WarmService used(Bench bench) throws Exception {
        service.awaitReady();
        bench.say("the service is process " + service.pid());
        int stored = service.warmUp(bench.scale().warmUpSeconds());
        store.forgetBytes();
        bench.say("it was warmed up by " + stored + " uploads");
        bench.require(
                database.number("SELECT count(*) FROM recording WHERE state = 'STORED'") == stored,
                "every upload of the warm-up is STORED");
        return this;
    }

    /** Answers how many saved recordings there are, at least as many as were asked for; what is missing is added. They are due in thirty days. */
    int kept(int atLeast) throws Exception {
        int there = (int) database.number("SELECT count(*) FROM recording WHERE state = 'STORED' AND flagged");
        if (there >= atLeast) {
            return there;
        }
        StoredRows.kept(database, store, "kept-" + UUID.randomUUID(), atLeast - there);
        return atLeast;
    }

    @Override
    public void close() throws SQLException {
        try (database;
                store;
                direct) {
            service.close();
        }
    }
}
