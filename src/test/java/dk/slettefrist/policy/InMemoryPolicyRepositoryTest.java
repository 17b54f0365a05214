package dk.slettefrist.policy;

import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.TestDatabase;

class InMemoryPolicyRepositoryTest extends PolicyRepositoryContract {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Override
    protected TestDatabase database() {
        return database;
    }
}
