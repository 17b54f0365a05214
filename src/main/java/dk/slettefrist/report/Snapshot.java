package dk.slettefrist.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Lets all queries of a transaction see the same moment, so that the figures of a report agree with each other. */
@ApplicationScoped
class Snapshot {

    private final EntityManager entities;

    Snapshot(EntityManager entities) {
        this.entities = entities;
    }

    /** To be called before the first query of the transaction. */
    void begin() {
        entities.createNativeQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .executeUpdate();
    }
}
