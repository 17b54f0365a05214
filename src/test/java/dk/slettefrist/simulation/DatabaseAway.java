package dk.slettefrist.simulation;

import jakarta.persistence.PersistenceException;

/** The database did not do what was asked, or nobody knows whether it did. A client gets 503. */
final class DatabaseAway extends PersistenceException {

    private static final long serialVersionUID = 1L;

    DatabaseAway(String what) {
        super(what);
    }
}
