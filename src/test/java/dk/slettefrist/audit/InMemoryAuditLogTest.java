package dk.slettefrist.audit;

import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.TestDatabase;

class InMemoryAuditLogTest extends AuditLogContract {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Override
    protected TestDatabase database() {
        return database;
    }
}
