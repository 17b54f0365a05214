package dk.slettefrist.testing;

import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import dk.slettefrist.call.Call;

/** A suite that every implementation of the repositories passes: each test in a transaction of its own that is rolled back. */
public abstract class DatabaseContract {

    static final String ID_PREFIX = "contract-";

    /** The same database throughout a test. */
    protected abstract TestDatabase database();

    @BeforeEach
    protected void begin() {
        database().begin();
    }

    @AfterEach
    protected void rollback() {
        database().rollback();
    }

    /** A call that nothing else knows of. */
    protected final Call newCall() {
        return database().calls().open("pbx", freshId());
    }

    /** An identifier as a PBX gives it, used once. */
    public static String freshId() {
        return ID_PREFIX + UUID.randomUUID();
    }
}
