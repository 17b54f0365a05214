package dk.slettefrist.recording;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import dk.slettefrist.storage.ObjectKey;

/**
 * What the rows in PostgreSQL say of the bucket. Rows that somebody else has locked are passed over: the marks of a thousand rows in one
 * statement would else wait for flags and sweeps, and they for it, in another order.
 */
@ApplicationScoped
class PostgresStoredObjects implements StoredObjects {

    private final EntityManager entities;

    PostgresStoredObjects(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public List<Expected> page(ObjectKey after, int limit, Instant receivedBefore, Instant now) {
        Query page = entities.createNativeQuery(
                        """
                        SELECT object_key, missing_since IS NOT NULL FROM recording
                        WHERE state = 'STORED' AND object_key COLLATE "C" > :after
                            AND received_at < :receivedBefore AND expires_at > :now
                        ORDER BY object_key COLLATE "C" LIMIT :limit
                        """)
                .setParameter("after", after == null ? "" : after.value())
                .setParameter("receivedBefore", receivedBefore)
                .setParameter("now", now)
                .setParameter("limit", limit);
        return rows(page).stream()
                .map(row -> new Expected(new ObjectKey((String) row[0]), (Boolean) row[1]))
                .toList();
    }

    @Override
    public List<Marked> markMissing(Collection<ObjectKey> keys, Instant now) {
        return marked(entities.createNativeQuery(
                        """
                        WITH marked AS (
                            UPDATE recording SET missing_since = :now
                            WHERE id IN (
                                SELECT id FROM recording
                                WHERE object_key = ANY(:keys) AND state = 'STORED' AND expires_at > :now AND missing_since IS NULL
                                FOR UPDATE SKIP LOCKED)
                            RETURNING id, call_ref
                        )
                        SELECT id, call_ref FROM marked
                        """)
                .setParameter("now", now)
                .setParameter("keys", array(keys)));
    }

    @Override
    public int expected(Collection<ObjectKey> keys, Instant now) {
        return ((Number) entities.createNativeQuery(
                                "SELECT count(*) FROM recording WHERE object_key = ANY(:keys) AND state = 'STORED' AND expires_at > :now")
                        .setParameter("keys", array(keys))
                        .setParameter("now", now)
                        .getSingleResult())
                .intValue();
    }

    @Override
    public List<Marked> markFound(Collection<ObjectKey> keys) {
        return marked(entities.createNativeQuery(
                        """
                        WITH marked AS (
                            UPDATE recording SET missing_since = NULL
                            WHERE id IN (
                                SELECT id FROM recording WHERE object_key = ANY(:keys) AND missing_since IS NOT NULL
                                FOR UPDATE SKIP LOCKED)
                            RETURNING id, call_ref
                        )
                        SELECT id, call_ref FROM marked
                        """)
                .setParameter("keys", array(keys)));
    }

    private List<Marked> marked(Query update) {
        return rows(update).stream()
                .map(row -> new Marked((UUID) row[0], (UUID) row[1]))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(Query statement) {
        List<Object[]> rows = statement.getResultList();
        entities.clear();
        return rows;
    }

    private static String[] array(Collection<ObjectKey> keys) {
        return keys.stream().map(ObjectKey::value).toArray(String[]::new);
    }
}
