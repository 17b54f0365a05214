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

    /** Both can be reached. */
    public void end() {
        database.mend();
        store.mend();
    }
}
