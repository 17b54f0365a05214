package dk.slettefrist.call;

import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.TestDatabase;

class InMemoryCallForgettingTest extends CallForgettingContract {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Override
    protected TestDatabase database() {
        return database;
    }
}
