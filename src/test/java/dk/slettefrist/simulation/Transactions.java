package dk.slettefrist.simulation;

import java.util.concurrent.Callable;

/** What opens and ends the transactions that {@code @Transactional} asks for. */
public interface Transactions {

    /** Does the work in the transaction that is open, or in one of its own. */
    Object run(Callable<?> work) throws Exception;
}
