package dk.slettefrist.simulation;

import java.util.concurrent.Callable;

import net.bytebuddy.implementation.bind.annotation.FieldValue;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;

/** What a method annotated {@code @Transactional} does instead, in the classes that {@link Parts} makes. */
public final class InTransaction {

    static final String TRANSACTIONS = "transactions";

    private InTransaction() {}

    @RuntimeType
    public static Object around(@FieldValue(TRANSACTIONS) Transactions transactions, @SuperCall Callable<?> work)
            throws Exception {
        return transactions.run(work);
    }
}
