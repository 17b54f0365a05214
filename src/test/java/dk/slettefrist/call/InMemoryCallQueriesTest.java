package dk.slettefrist.call;

import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.TestDatabase;

class InMemoryCallQueriesTest extends CallQueriesContract {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Override
    protected TestDatabase database() {
        return database;
    }
}
