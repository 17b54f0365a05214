package dk.slettefrist.testing;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PessimisticLockException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;

import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.StoredObjects;

/** The PostgreSQL of a running service. */
@Singleton
public final class PostgresDatabase implements TestDatabase {

    private static final int MOST_ATTEMPTS = 5;

    private final RecordingRepository recordings;
    private final StoredObjects storedObjects;
    private final CallRepository calls;
    private final AuditLog audit;
    private final PolicyRepository policies;
    private final EntityManager entities;
    private final UserTransaction transaction;

    PostgresDatabase(
            RecordingRepository recordings,
            StoredObjects storedObjects,
            CallRepository calls,
            AuditLog audit,
            PolicyRepository policies,
            EntityManager entities,
            UserTransaction transaction) {
        this.recordings = recordings;
        this.storedObjects = storedObjects;
        this.calls = calls;
        this.audit = audit;
        this.policies = policies;
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public RecordingRepository recordings() {
        return recordings;
    }

    @Override
    public StoredObjects storedObjects() {
        return storedObjects;
    }

    @Override
    public CallRepository calls() {
        return calls;
    }

    @Override
    public AuditLog audit() {
        return audit;
    }

    @Override
    public PolicyRepository policies() {
        return policies;
    }

    /** Empty. The service's own sweep may be at these rows in another order; the one that the database gives up then begins anew. */
    @Override
    public void begin() {
        for (int attempt = 1; !isBegun(attempt); attempt++) {
            rollback();
        }
    }

    private boolean isBegun(int attempt) {
        try {
            transaction.begin();
            for (String table : new String[] {"recording", "call_fact", "call"}) {
                entities.createNativeQuery("DELETE FROM " + table).executeUpdate();
            }
            return true;
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException(e);
        } catch (PessimisticLockException e) {
            if (attempt == MOST_ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void rollback() {
        try {
            transaction.rollback();
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void reread() {
        entities.flush();
        entities.clear();
    }
}
