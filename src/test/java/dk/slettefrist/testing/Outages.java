package dk.slettefrist.testing;

/** Takes the servers away that the service needs. A test gets it as a field, and calls {@link #end} when it is done. */
public final class Outages {

    private final Wire database;
    private final Wire store;

    Outages(Wire database, Wire store) {
        this.database = database;
        this.store = store;
    }

    /** The database cannot be reached. */
    public void ofDatabase() {
        database.cut();
    }

    /** The object store cannot be reached. */
    public void ofStore() {
        store.cut();
    }

    /** The object store can be reached but says nothing. */
    public void ofAnswersFromStore() {
        store.silence();
    }

    /** The database can be reached but says nothing. */
    public void ofAnswersFromDatabase() {
        database.silence();
    }

    /** For other faults on the way to the object store. */
    public Wire store() {
        return store;
    }

    /** For other faults on the way to the database. */
    public Wire database() {
        return database;
    }

    /** The object store answers whoever connects anew; what was connected is dead, and nobody says so. */
    public void endForNewConnectionsToStore() {
        store.mendForNewcomers();
    }

    /** Both can be reached. */
    public void end() {
        database.mend();
        store.mend();
    }
}
