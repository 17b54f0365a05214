package dk.slettefrist.ingest.pbx;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dk.slettefrist.platform.Fingerprint;

/** Which messages were written down, by their identifiers. Works in the caller's transaction. */
@ApplicationScoped
public class SeenDeliveries {

    private final EntityManager entities;

    SeenDeliveries(EntityManager entities) {
        this.entities = entities;
    }

    /** False when it was there before, or another transaction that adds it at this moment commits. */
    boolean add(String source, String deliveryId, Instant now) {
        return entities.createNativeQuery(
                                """
                                INSERT INTO webhook_delivery (source, delivery_key, seen_at) VALUES (:source, :key, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .setParameter("source", source)
                        .setParameter("key", Fingerprint.of(deliveryId))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    boolean has(String source, String deliveryId) {
        return !entities.createNativeQuery(
                        "SELECT 1 FROM webhook_delivery WHERE source = :source AND delivery_key = :key")
                .setParameter("source", source)
                .setParameter("key", Fingerprint.of(deliveryId))
                .getResultList()
                .isEmpty();
    }

    /** Forgets those seen before a time, at most so many; answers how many. */
    public int forget(Instant before, int limit) {
        return entities.createNativeQuery(
                        """
                        DELETE FROM webhook_delivery WHERE (source, delivery_key) IN (
                            SELECT source, delivery_key FROM webhook_delivery WHERE seen_at < :before
                            ORDER BY seen_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        """)
                .setParameter("before", before)
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
