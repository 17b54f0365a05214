package dk.slettefrist.simulation;

import java.util.concurrent.Callable;

import dk.slettefrist.platform.DomainException;

/**
 * Transactions on the in-memory database, each as one step: nothing else happens between its first statement and its commit. What two
 * transactions do to each other is PostgreSQL's part, and the concurrency tests' on it. A transaction may not begin, be rolled back, or be
 * committed without an answer.
 */
final class FaultyTransactions implements Transactions {

    private final World world;

    FaultyTransactions(World world) {
        this.world = world;
    }

    @Override
    public Object run(Callable<?> work) throws Exception {
        Act act = world.act();
        if (act.inTransaction) {
            return work.call();
        }
        world.pause("begin");
        Fault fault = world.databaseFault();
        if (fault == Fault.BEFORE) {
            throw new DatabaseAway("not begun");
        }
        Object result = attempt(act, work, fault);
        world.committed(act, result);
        if (fault == Fault.AFTER) {
            throw new DatabaseAway("committed without an answer");
        }
        world.pause("committed");
        return result;
    }

    private Object attempt(Act act, Callable<?> work, Fault fault) {
        act.inTransaction = true;
        try {
            return world.database().inTransaction(() -> {
                Object result = call(work);
                if (fault == Fault.LOST) {
                    throw new DatabaseAway("rolled back");
                }
                return result;
            });
        } catch (DomainException e) {
            act.onRefusal.accept(e);
            throw e;
        } finally {
            act.inTransaction = false;
        }
    }

    private static Object call(Callable<?> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
