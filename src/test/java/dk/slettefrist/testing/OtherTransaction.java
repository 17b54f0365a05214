package dk.slettefrist.testing;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** Transactions beside that of the test, in threads of their own. */
@Singleton
public final class OtherTransaction {

    private static final long PATIENCE_SECONDS = 20;

    private final EntityManager entities;

    OtherTransaction(EntityManager entities) {
        this.entities = entities;
    }

    /** Begins a transaction, does the work in it and commits. */
    public <T> FutureTask<T> begin(Callable<T> work) {
        FutureTask<T> task =
                new FutureTask<>(() -> QuarkusTransaction.requiringNew().call(work));
        Thread thread = new Thread(task, "other-transaction");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Does the work in a transaction that is committed before this returns. */
    public <T> T commit(Callable<T> work) {
        return resultOf(begin(work));
    }

    /** Returns once a session of this database waits for a lock that another holds; to be called inside a transaction. */
    public void awaitBlocked() {
        await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> commit(this::blockedSessions) > 0);
    }

    private long blockedSessions() {
        return ((Number) entities.createNativeQuery("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                        .getSingleResult())
                .longValue();
    }

    /** What the transaction answered, once it is committed. */
    public static <T> T resultOf(FutureTask<T> task) {
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the other transaction did not end well", e);
        }
    }

    /** Removes what these tests committed: the rows of {@link Times}. */
    public void removeTraces() {
        commit(() -> entities.createNativeQuery("DELETE FROM recording WHERE received_at > '2099-01-01'")
                .executeUpdate());
        commit(() -> entities.createNativeQuery("DELETE FROM call WHERE call_id LIKE '" + DatabaseContract.ID_PREFIX
                        + "%' OR forget_at > '2099-01-01'")
                .executeUpdate());
    }
}
